import { destinationOf, readReceiver } from './numbers';

/** What a look-up (HLR) finds out about a number; fields as in model `sms.HlrLookupNumber`. */
export interface LookUpResult {
	status: 'done' | 'error';
	valid: boolean;
	reachable: boolean;
	ported: boolean;
	roaming: boolean;
	/** Mobile country code and mobile network code. */
	operatorCode: string;
}

/** Model `sms.Hlr`. */
export interface Operator {
	country: string;
	countryCode: string;
	network: string;
	operator: string;
	region: string;
}

/** A look-up that was asked for. */
export interface LookUp {
	id: number;
	msisdn: string;
	datetime: string;
	/** Milliseconds on the sandbox's clock. */
	startedAt: number;
}

const NETWORKS: Record<string, { code: string; about: Operator }> = {
	fr: network('20801', 'France', '33', 'Orange'),
	gb: network('23410', 'United Kingdom', '44', 'O2'),
	in: network('40410', 'India', '91', 'Airtel'),
};
const UNKNOWN = network('00101', 'Unknown', '1', 'Test network');

const FIRST_ID = 700001;

/** What the sandbox's phone networks know. By default every number is valid and reachable. */
export class LookUps {
	private readonly results = new Map<string, LookUpResult>();
	private lastId = FIRST_ID - 1;

	/** What look-ups of a number find from now on; what is left out stays at its default. */
	setResult(receiver: string, result: Partial<LookUpResult>): void {
		const number = readReceiver(receiver) ?? receiver;
		this.results.set(number, { ...this.resultOf(number), ...result });
	}

	resultOf(number: string): LookUpResult {
		return (
			this.results.get(number) ?? {
				status: 'done',
				valid: true,
				reachable: true,
				ported: false,
				roaming: false,
				operatorCode: networkOf(number).code,
			}
		);
	}

	operatorOf(number: string): Operator {
		return networkOf(number).about;
	}

	nextId(): number {
		this.lastId += 1;
		return this.lastId;
	}
}

function networkOf(number: string) {
	return NETWORKS[destinationOf(number).country] ?? UNKNOWN;
}

function network(code: string, country: string, countryCode: string, name: string) {
	return { code, about: { country, countryCode, network: name, operator: name, region: country } };
}
