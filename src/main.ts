import 'reflect-metadata';
import { serve } from './serve.js';

// Loaded only when it is asked for: a desk of one's own knows nothing of the demo.
const demo = process.argv.includes('--demo') ? await import('./demo/demo.js') : undefined;

await serve(demo && { before: demo.prepareDemo, after: demo.playDemo });
