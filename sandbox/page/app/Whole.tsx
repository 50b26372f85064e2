/** A name that is not to be broken at its hyphens: `sms-xx12345-1`. */
export function Whole({ text }: { text: string }) {
	return <span class="whole">{text}</span>;
}
