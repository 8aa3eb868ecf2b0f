import 'reflect-metadata';
import { Command, CommanderError } from 'commander';
import { Refusal } from '../platform/http/refusal.js';
import { register as registerAudit } from './audit.command.js';
import { register as registerBackup } from './backup.command.js';
import { register as registerChat } from './chat.command.js';
import { register as registerDoctor } from './doctor.command.js';
import { register as registerImport } from './import.command.js';
import { register as registerInbox } from './inbox.command.js';
import { register as registerOpenApi } from './openapi.command.js';
import { register as registerRestore } from './restore.command.js';
import { register as registerSla } from './sla.command.js';
import { register as registerSimulate } from './simulate.command.js';
import { register as registerToken } from './token.command.js';
import { register as registerUser } from './user.command.js';

const program = new Command('frontdesk')
  .description('Everything that an administrator does without a browser.')
  .configureHelp({ showGlobalOptions: true })
  .exitOverride();

for (const register of [
  registerUser,
  registerToken,
  registerAudit,
  registerImport,
  registerInbox,
  registerBackup,
  registerRestore,
  registerSimulate,
  registerSla,
  registerChat,
  registerDoctor,
  registerOpenApi,
])
  register(program);

/** 0: done; 1: it was tried and failed; 2: the command itself was wrong. */
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : 2);
  process.stderr.write(`${reason(error)}\n`);
  process.exit(1);
}
process.exit(process.exitCode ?? 0);

function reason(error: unknown): string {
  if (!(error instanceof Refusal)) return error instanceof Error ? error.message : String(error);
  const fields = (error.details.errors ?? []).map((e) => `  ${e.path}: ${e.message}`);
  return [error.message, ...fields].join('\n');
}
