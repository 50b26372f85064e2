/** The digits of a number, however OVHcloud writes it: `+33…`, `0033…`, or `33…`. */
export function digitsOf(receiver: string): string {
	return receiver.replace(/\D/g, '').replace(/^00/, '');
}
