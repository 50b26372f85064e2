import type { IDataObject, INode, IWebhookData } from 'n8n-workflow';

import type { Answer } from './express';

/** An execution that a trigger started: its items. */
export type Started = IDataObject[];

/** An address of a test in the editor, and the static data that n8n keeps for calls to it. */
export interface TestAddress {
	webhook: IWebhookData;
	/** What `create` left; not there yet while it is at work. */
	staticData?: IDataObject;
}

/** A workflow with one trigger, as n8n's database has it. */
export class HostedTrigger {
	/** The items of each execution that it started. */
	readonly executions: Started[] = [];
	/** What failed while it was called or polled: n8n shows it as failed executions. */
	readonly errors: Error[] = [];
	/** What n8n's start could not activate; it tries again later, which this host does not. */
	readonly activationErrors: Error[] = [];
	/** What failed while n8n ran `delete`: n8n logs it, and nobody else is told. */
	readonly deactivationErrors: Error[] = [];
	/** How each call that came to the trigger's code was answered, by it or by n8n. */
	readonly answers: Answer[] = [];
	/** Static data as saved. */
	saved = '{}';
	active = false;
	/** The addresses that n8n hands calls to while it is active. */
	webhooks: IWebhookData[] = [];
	/** How many executions n8n cannot start from now on, as when it is being stopped. */
	notStarting = 0;
	/** What listens for a test in the editor. */
	test?: { addresses: TestAddress[] };
	/** The activation whose polls count: n8n drops those of earlier ones. */
	polling?: object;

	constructor(
		readonly id: string,
		readonly node: INode,
	) {}

	/** All items that it gave out. */
	get items(): IDataObject[] {
		return this.executions.flat();
	}

	/** A copy of what is saved: n8n reads it anew for each call and each activation. */
	get staticData(): IDataObject {
		return JSON.parse(this.saved) as IDataObject;
	}

	/** n8n saves only what was changed by assignment, since it was read or saved last. */
	save(staticData: IDataObject): void {
		if (staticData.__dataChanged !== true) return;
		this.saved = JSON.stringify(staticData);
		staticData.__dataChanged = false;
	}
}
