/** OVHcloud's npm client brings no types; this is the part that the tests use. */
declare module 'ovh' {
	export interface OvhClient {
		requestPromised(method: string, path: string, params?: object): PromiseLike<unknown>;
		/** The client's own signing function. */
		signRequest(method: string, url: string, body: string, timestamp: number | string): string;
	}

	export default function ovh(params: {
		host?: string;
		port?: number;
		appKey: string;
		appSecret: string;
		consumerKey: string;
	}): OvhClient;
}
