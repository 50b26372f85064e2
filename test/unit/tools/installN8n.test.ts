import { sleep } from 'n8n-workflow';

import { PretendNpm } from '../../helpers/n8n/pretendNpm';
import { OLDEST } from '../../../tools/n8n/versions';

const install = (npm: PretendNpm) => npm.install(OLDEST.version);

test('two processes that need the same n8n install it once', async () => {
	const npm = new PretendNpm(2);
	const both = await Promise.all([install(npm).ended, install(npm).ended]);
	expect(npm.installs).toHaveLength(1);
	for (const said of both) expect(said).toContain('node_modules/n8n/bin/n8n');
	expect(both.join('')).toContain('Waiting for another process');
	await install(npm).ended;
	expect(npm.installs).toHaveLength(1);
}, 60_000);

test('an installation that was interrupted is done again from the beginning', async () => {
	const npm = new PretendNpm(1);
	const { child, ended } = install(npm);
	while (npm.installs.length === 0) await sleep(50);
	child.kill('SIGKILL');
	await ended;
	expect(await install(npm).ended).toContain('node_modules/n8n/bin/n8n');
	// Nothing of the first one was there when the second began.
	expect(npm.installs).toEqual(['install', 'install']);
}, 60_000);
