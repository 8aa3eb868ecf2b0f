import SignaturePad from 'signature_pad';

/** Paper is white and ink is dark in both themes: the report is printed. */
const INK = '#1c1917';

/** What the customer writes on, for as long as its canvas is on the screen. */
export class SignaturePaper {
  private canvas: HTMLCanvasElement | null = null;
  private pad: SignaturePad | null = null;

  /** For `ref`: called with the canvas, and with null when it goes. */
  readonly attach = (canvas: HTMLCanvasElement | null): void => {
    this.pad?.off();
    this.canvas = canvas;
    this.pad = null;
    if (!canvas) return;
    const scale = Math.max(1, Math.min(3, devicePixelRatio));
    canvas.width = canvas.offsetWidth * scale;
    canvas.height = canvas.offsetHeight * scale;
    canvas.getContext('2d')!.scale(scale, scale);
    this.pad = new SignaturePad(canvas, { penColor: INK, minWidth: 1.2, maxWidth: 2.8 });
  };

  clear(): void {
    this.pad?.clear();
  }

  /** Null while nothing was written. */
  async picture(): Promise<ArrayBuffer | null> {
    const { canvas, pad } = this;
    if (!canvas || !pad || pad.isEmpty()) return null;
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'));
    return blob ? blob.arrayBuffer() : null;
  }
}
