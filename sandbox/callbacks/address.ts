/** Nothing leaves this machine, whatever address somebody registers. */
const HERE = ['127.0.0.1', 'localhost', '[::1]'];

/** Whether the sandbox may call an address. */
export function isOnThisMachine(address: string): boolean {
	try {
		const { protocol, hostname } = new URL(address);
		return protocol === 'http:' && HERE.includes(hostname);
	} catch {
		return false;
	}
}

/** The address with parameters behind those that it has. */
export function withQuery(address: string, parameters: Record<string, string | number>): string {
	const query = Object.entries(parameters)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
		.join('&');
	return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}
