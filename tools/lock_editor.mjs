// Locks what the table editor is built of: names, versions and hashes, and no address (docs/decisions/0002, 0013).

import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';

execFileSync('npm', ['install', '--package-lock-only', '--silent'], { stdio: 'inherit' });
const lock = JSON.parse(readFileSync('package-lock.json', 'utf-8'));
for (const each of Object.values(lock.packages)) {
  delete each.resolved;
  delete each.funding;
}
writeFileSync('package-lock.json', `${JSON.stringify(lock, null, 2)}\n`);
