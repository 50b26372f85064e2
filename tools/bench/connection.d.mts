export interface KeepAlivePost {
	post(
		url: string,
		headers: Record<string, string | number>,
		body: string,
	): Promise<{ status: number; body: string }>;
	close(): void;
}

export function keepAlivePost(connections: number): KeepAlivePost;
