declare module 'split-sms' {
	export function split(message: string): {
		characterSet: 'GSM' | 'Unicode';
		parts: unknown[];
		bytes: number;
	};
}

declare module 'gsm' {
	export default function count(message: string): {
		sms_count: number;
		char_set: 'GSM 03.38' | 'Unicode';
	};
}
