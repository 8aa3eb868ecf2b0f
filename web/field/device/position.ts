import { server } from './server.js';

export interface Point {
  at: string;
  lat: number;
  lng: number;
  accuracy?: number;
}

/** Often enough to say "in ten minutes", seldom enough for the battery. */
const EVERY_MS = 20_000;
const MOST = 200;

/** Watches where the phone is while `follow` names a visit, and at no other time. Positions are not kept on the disk. */
export class PositionWatch {
  private watch: number | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private visitId: string | null = null;
  private points: Point[] = [];

  /** `denied`: the browser or the person said no. */
  constructor(private readonly denied: () => void) {}

  get last(): Point | undefined {
    return this.points.at(-1);
  }

  follow(visitId: string | null): void {
    if (visitId === this.visitId) return;
    this.stop();
    this.visitId = visitId;
    if (!visitId || !('geolocation' in navigator)) return;
    this.watch = navigator.geolocation.watchPosition(
      ({ coords, timestamp }) => this.take(coords, timestamp),
      (error) => error.code === error.PERMISSION_DENIED && this.denied(),
      { enableHighAccuracy: true, maximumAge: EVERY_MS },
    );
    this.timer = setInterval(() => void this.tell(), EVERY_MS);
  }

  private take({ latitude, longitude, accuracy }: GeolocationCoordinates, timestamp: number): void {
    const last = this.last;
    if (last && timestamp - Date.parse(last.at) < EVERY_MS / 2) return;
    const first = this.points.length === 0;
    this.points = [
      ...this.points,
      { at: new Date(timestamp).toISOString(), lat: latitude, lng: longitude, accuracy: Math.min(accuracy, 100_000) },
    ].slice(-MOST);
    if (first) void this.tell();
  }

  private async tell(): Promise<void> {
    const [visitId, points] = [this.visitId, this.points];
    if (!visitId || points.length === 0 || !navigator.onLine) return;
    // One that could not be told is of no use an hour later: the next one is.
    await server.positions(visitId, points).catch(() => undefined);
    if (this.visitId === visitId) this.points = this.points.filter((point) => !points.includes(point));
  }

  private stop(): void {
    if (this.watch !== undefined) navigator.geolocation.clearWatch(this.watch);
    clearInterval(this.timer);
    this.watch = undefined;
    this.points = [];
  }
}
