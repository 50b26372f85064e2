import { type ClientKeys, ServiceAccounts } from './auth/serviceAccounts';
import { TokenStore, type Keys, type NewToken } from './auth/tokens';
import { Callbacks } from './callbacks/callbacks';
import demoClient from './demo-client.json';
import demoKeys from './demo-keys.json';
import { fillDemoWorld, FIRST_ACCOUNT, FULL_POLICIES, FULL_RIGHTS } from './demoWorld';
import { BASE_PATH } from './http/exchange';
import { Faults } from './http/faults';
import { Recorder, type RecordedRequest } from './http/recorder';
import { buildServer } from './http/server';
import { buildStorageServer } from './http/storageServer';
import type { World } from './http/world';
import { settingsFrom, type SandboxOptions, type Settings } from './options';
import { State } from './state/state';
import type { Quirks } from './state/quirks';
import type { AcceptedSms } from './state/types';

export type { AccessRule } from './auth/rules';
export type { ClientKeys, Policy } from './auth/serviceAccounts';
export type { Callbacks } from './callbacks/callbacks';
export type { CallControls } from './callbacks/controls';
export type { RecordedCall } from './callbacks/delivery';
export type { CallKind, CallMethod } from './callbacks/controls';
export type { Keys, NewToken, TokenStatus } from './auth/tokens';
export type { Fault, FaultKind, FaultMoment, PlacedFault } from './http/faults';
export type { RecordedRequest } from './http/recorder';
export type { ErrorShape, SandboxOptions } from './options';
export type { AccountState } from './state/account';
export type { Quirks } from './state/quirks';
export { STRICT_MODES } from './state/strictModes';
export type { NewIncoming, State } from './state/state';
export type { AcceptedSms, Outcome, Sender, SenderStatus } from './state/types';
export { newAccount } from './demoWorld';

/** A running stand-in for OVHcloud's SMS API. */
export class Sandbox {
	/** For the credential's "Base URL" field, e.g. `http://127.0.0.1:8090/1.0`. */
	readonly baseUrl: string;
	/** The phone page: what arrives on the phones, and how to answer. */
	readonly pageUrl: string;
	/** Keys with all rights on SMS; always the same, so that a saved credential keeps working. */
	readonly keys: Keys = demoKeys;
	/** A service account that may do everything on SMS. */
	readonly client: ClientKeys = demoClient;
	/** The first of the two accounts. */
	readonly accountName = FIRST_ACCOUNT;

	constructor(
		readonly state: State,
		readonly faults: Faults,
		private readonly parts: {
			settings: Settings;
			port: number;
			tokens: TokenStore;
			serviceAccounts: ServiceAccounts;
			recorder: Recorder;
			tokenRecorder: Recorder;
			clock: { offsetSeconds: number };
			callbacks: Callbacks;
			stop: () => Promise<unknown>;
		},
	) {
		const { https, host } = parts.settings;
		const origin = `${https ? 'https' : 'http'}://${host}:${parts.port}`;
		this.baseUrl = origin + BASE_PATH;
		this.pageUrl = `${origin}/`;
	}

	/** The last 10,000 requests, oldest first. */
	get requests(): RecordedRequest[] {
		return this.parts.recorder.requests;
	}

	/** The requests for access tokens, which are none of the API's; without their bodies. */
	get tokenRequests(): RecordedRequest[] {
		return this.parts.tokenRecorder.requests;
	}

	/** The calls that the sandbox makes to the addresses of its accounts, and how it makes them. */
	get callbacks(): Callbacks {
		return this.parts.callbacks;
	}

	/** What OVHcloud may do and nobody has seen it do, e.g. `quirks.tagLength = 20`. */
	get quirks(): Quirks {
		return this.state.quirks;
	}

	/** Makes a consumer key with rights and a status of its own. */
	addToken(token: NewToken): Keys {
		return this.parts.tokens.add(token);
	}

	/** Service accounts, and the access tokens that they hold. */
	get serviceAccounts(): ServiceAccounts {
		return this.parts.serviceAccounts;
	}

	/** Puts the server's clock off by so many seconds; may be changed at any time. */
	setClockOffset(seconds: number): void {
		this.parts.clock.offsetSeconds = seconds;
	}

	/** The SMS accepted for a receiver (`+33…` or `0033…`), oldest first. */
	sentTo(receiver: string): AcceptedSms[] {
		return this.state.messages.sentTo(receiver);
	}

	/** Stops listening and calling, and drops every open connection. */
	async close(): Promise<void> {
		await this.callbacks.close();
		await this.parts.stop();
	}
}

/** Starts a sandbox with its demo accounts on 127.0.0.1. */
export async function startSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
	const settings = settingsFrom(options);
	const clock = { offsetSeconds: 0 };
	const serverNow = () => settings.now() + clock.offsetSeconds * 1000;

	const state = new State(settings.now, serverNow, settings);
	fillDemoWorld(state);
	const callbacks = new Callbacks(state, settings);
	const tokens = new TokenStore(serverNow);
	tokens.add({ rules: FULL_RIGHTS }, demoKeys);
	const serviceAccounts = new ServiceAccounts(serverNow);
	serviceAccounts.add(FULL_POLICIES, demoClient);
	const faults = new Faults();
	const recorder = new Recorder(settings.now, settings.log);
	const tokenRecorder = new Recorder(settings.now, settings.log);

	const world: World = {
		settings,
		state,
		tokens,
		serviceAccounts,
		faults,
		recorder,
		pages: new Map(),
		journal: callbacks.journal,
	};
	const app = buildServer(world, { ...world, recorder: tokenRecorder });
	const storage = buildStorageServer(world);
	const address = await app.listen({ port: settings.port, host: settings.host });
	state.storage.url = await storage.listen({ port: 0, host: settings.host });
	const port = Number(new URL(address).port);
	return new Sandbox(state, faults, {
		settings,
		port,
		tokens,
		serviceAccounts,
		recorder,
		tokenRecorder,
		clock,
		callbacks,
		stop: async () => await Promise.all([app.close(), storage.close()]),
	});
}
