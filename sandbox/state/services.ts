/** Model `services.Service`: what the customer pays for, and until when. */
export interface Service {
	canDeleteAtExpiration: boolean;
	contactAdmin: string;
	contactBilling: string;
	contactTech: string;
	creation: string;
	domain: string;
	engagedUpTo: string | null;
	expiration: string;
	possibleRenewPeriod: number[] | null;
	renew: {
		automatic: boolean;
		deleteAtExpiration: boolean;
		forced: boolean;
		manualPayment: boolean | null;
		period: number | null;
	} | null;
	renewalType: 'automaticV2016';
	serviceId: number;
	status: 'ok';
}

const CONTACT = 'xx12345-ovh';
const FIRST_ID = 900001;
const YEAR_MS = 365 * 24 * 60 * 60 * 1000;

/** The contracts behind accounts and virtual numbers, by their names; made when first asked for. */
export class Services {
	private readonly all = new Map<string, Service>();

	constructor(private readonly serverNow: () => number) {}

	of(domain: string): Service {
		const known = this.all.get(domain);
		if (known) return known;
		const date = (milliseconds: number) => new Date(milliseconds).toISOString().slice(0, 10);
		const now = this.serverNow();
		const made: Service = {
			canDeleteAtExpiration: true,
			contactAdmin: CONTACT,
			contactBilling: CONTACT,
			contactTech: CONTACT,
			creation: date(now - YEAR_MS),
			domain,
			engagedUpTo: null,
			expiration: date(now + YEAR_MS),
			possibleRenewPeriod: [1, 12],
			renew: {
				automatic: true,
				deleteAtExpiration: false,
				forced: false,
				manualPayment: false,
				period: 12,
			},
			renewalType: 'automaticV2016',
			serviceId: FIRST_ID + this.all.size,
			status: 'ok',
		};
		this.all.set(domain, made);
		return made;
	}
}
