import { Composer } from './Composer';
import { Conversation } from './Conversation';
import { PhoneDeliveries } from './Deliveries';
import { OptedOut } from './OptedOut';
import { Icon } from './Icon';
import { remove, type Phone } from './store';
import { spoken } from './words';

/** One phone: what arrived, a box to answer, and how its next deliveries end. */
export function PhoneCard({ phone }: { phone: Phone }) {
	const name = spoken(phone.number);
	return (
		<article class="phone" aria-label={`Phone ${name}`}>
			<header class="phone-head">
				<h3>{name}</h3>
				<button
					type="button"
					class="remove"
					aria-label={`Remove ${name} from the page`}
					onClick={() => remove(phone)}
				>
					<Icon name="close" />
				</button>
				{phone.optedOut.value.map((account) => (
					<OptedOut key={account} number={phone.number} account={account} />
				))}
			</header>
			<Conversation phone={phone} />
			<Composer phone={phone} />
			<PhoneDeliveries phone={phone} />
		</article>
	);
}
