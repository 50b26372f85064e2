import type { ApiCall, RouteName } from './call';

/**
 * The same call with `0033…` for the `+33…` in its path, if there is one. Which of the two OVHcloud
 * takes for opt-outs and virtual numbers is not published.
 */
export function respelled<R extends RouteName>(call: ApiCall<R>): ApiCall<R> | undefined {
	const number = call.path?.number;
	if (typeof number !== 'string' || !/^\+\d+$/.test(number)) return undefined;
	return { ...call, path: { ...call.path, number: number.replace('+', '00') } };
}
