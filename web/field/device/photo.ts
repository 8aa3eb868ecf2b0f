/** As the server keeps them: enough to read a serial number, little enough for a slow network. */
const LONGEST_SIDE = 2_000;
const QUALITY = 0.8;

/** Made smaller on the phone, turned as it was held; what the camera wrote into it is left behind. */
export async function smaller(file: Blob): Promise<{ bytes: ArrayBuffer; mime: string }> {
  const picture = await createImageBitmap(file, { imageOrientation: 'from-image' });
  const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(picture.width * scale);
  canvas.height = Math.round(picture.height * scale);
  canvas.getContext('2d')!.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/jpeg', QUALITY));
  if (!blob) throw new Error('The picture cannot be made smaller');
  return { bytes: await blob.arrayBuffer(), mime: 'image/jpeg' };
}

interface Detector {
  detect(picture: ImageBitmapSource): Promise<{ rawValue: string }[]>;
}

declare global {
  var BarcodeDetector: (new () => Detector) | undefined;
}

/** Whether this phone reads bar codes and QR codes by itself. */
export const canScan = (): boolean => globalThis.BarcodeDetector !== undefined;

export async function codeIn(file: Blob): Promise<string | null> {
  if (!globalThis.BarcodeDetector) return null;
  const picture = await createImageBitmap(file);
  const found = await new globalThis.BarcodeDetector().detect(picture);
  picture.close();
  return found[0]?.rawValue ?? null;
}
