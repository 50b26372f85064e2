import { freePort } from '../../../tools/n8n/ports';
import { type Service, startService } from './service';

/** A Redis of its own, which keeps nothing on the disk. */
export async function startRedis(folder: string): Promise<Service> {
	const port = await freePort();
	const settings = { port: String(port), bind: '127.0.0.1', save: '', appendonly: 'no' };
	const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]);
	const ready = /Ready to accept connections/;
	return { port, ...(await startService('redis-server', args, { cwd: folder, ready })) };
}
