/** n8n tells a node's address only while it waits for it. */
export function forgetAddresses(context: object): void {
	Object.assign(context, {
		getNodeWebhookUrl: () => {
			throw new Error('No bridge acquired for this context');
		},
	});
}
