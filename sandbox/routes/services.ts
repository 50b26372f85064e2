import { applyChanges } from './changes';
import { ACCOUNT, accountOf, type Context, type Handlers } from './context';
import { knownNumber } from './virtualNumbers';

export const serviceHandlers: Handlers = {
	...serviceInfosOf(ACCOUNT, (context) => accountOf(context).details.name),
	...serviceInfosOf('/sms/virtualNumbers/{number}', (context) => knownNumber(context).number),
};

function serviceInfosOf(path: string, domainOf: (context: Context) => string): Handlers {
	const serviceOf = (context: Context) => context.state.services.of(domainOf(context));
	return {
		[`GET ${path}/serviceInfos`]: serviceOf,
		[`PUT ${path}/serviceInfos`]: (context) =>
			applyChanges('services.Service', serviceOf(context), context.body),
	};
}
