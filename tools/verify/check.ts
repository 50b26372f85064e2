import type { Quirks } from '../../sandbox';
import type { Statement } from '../../test/helpers/notConfirmed';
import type { Finding } from './assumptions';
import type { Session } from './session';

/** One thing that is asked of OVHcloud. */
export interface Check {
	title: string;
	/** How it is asked. */
	how: string;
	/** What it may settle, of what is not confirmed. */
	about: Statement[];
	/** Quirks of the sandbox that it holds against OVHcloud. */
	quirks: Array<keyof Quirks>;
	/** Whether it is tried once more after an SMS was sent, where the history had none to ask about. */
	needsSms?: boolean;
	/** @throws Skipped, OvhError */
	run(session: Session): Promise<Finding[]>;
}

/** What is not asked, and why. */
export interface NotChecked {
	about: Statement[];
	quirks: Array<keyof Quirks>;
	why: string;
}
