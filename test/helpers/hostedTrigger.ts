import type { IDataObject, INode } from 'n8n-workflow';

/** An execution that a trigger started: its items. */
export type Started = IDataObject[];

/** A workflow with one trigger, as n8n's database has it. */
export class HostedTrigger {
	/** The items of each execution that it started. */
	readonly executions: Started[] = [];
	/** What failed while it was called. */
	readonly errors: Error[] = [];
	/** Static data as saved. */
	saved = '{}';
	active = false;
	/** How many executions n8n cannot start from now on, as when it is being stopped. */
	notStarting = 0;
	/** Static data and listening of a test in the editor. */
	test?: { staticData: string };

	constructor(
		readonly id: string,
		readonly node: INode,
	) {}

	/** All items that it gave out. */
	get items(): IDataObject[] {
		return this.executions.flat();
	}
}
