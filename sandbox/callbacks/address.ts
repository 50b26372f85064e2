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

/** What a call tells, by name. */
export type Parameters = Record<string, string | number>;

/** The address with parameters behind those that it has. */
export function withQuery(address: string, parameters: Parameters): string {
	const query = Object.entries(parameters)
		.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
		.join('&');
	return `${address}${address.includes('?') ? '&' : '?'}${query}`;
}

/** The body of a POST, in the way of `application/x-www-form-urlencoded`. */
export function formOf(parameters: Parameters): string {
	const form = new URLSearchParams();
	for (const [name, value] of Object.entries(parameters)) form.append(name, String(value));
	return form.toString();
}
