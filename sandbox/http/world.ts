import type { ServiceAccounts } from '../auth/serviceAccounts';
import type { TokenStore } from '../auth/tokens';
import type { Journal } from '../callbacks/journal';
import type { Settings } from '../options';
import type { State } from '../state/state';
import type { Faults } from './faults';
import type { PageCache } from './pages';
import type { Recorder } from './recorder';

/** Everything a request may touch. */
export interface World {
	settings: Settings;
	state: State;
	tokens: TokenStore;
	serviceAccounts: ServiceAccounts;
	faults: Faults;
	recorder: Recorder;
	pages: PageCache;
	/** Of the calls to the accounts' addresses. */
	journal: Journal;
}
