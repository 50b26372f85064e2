import { useSignal } from '@preact/signals';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { Item } from '../protocol';
import { Bubble } from './Bubble';
import { phone as fetchPhone } from './sandboxApi';
import { prepend, type Phone } from './store';
import { useTask } from './useTask';
import { spoken } from './words';

const STEP = 20;

/** The messages of a phone, newest at the bottom; older ones on demand. */
export function Conversation({ phone }: { phone: Phone }) {
	const limit = useSignal(STEP);
	const task = useTask();
	const list = useRef<HTMLOListElement>(null);
	const items = phone.items.value;
	const shown = items.slice(-limit.value);
	const earlier = shown[0]?.index ?? 0;
	useStableScroll(list, shown);

	const showEarlier = async () =>
		await task.run(async () => {
			const index = items[0]?.index ?? 0;
			if (index > 0 && items.length < limit.value + STEP) {
				prepend(phone, (await fetchPhone(phone.number, index)).items);
			}
			limit.value += STEP;
			// The button goes away with the last of them: the focus must not go with it.
			if ((phone.items.value.at(-limit.value) ?? phone.items.value[0])?.index === 0) {
				list.current?.focus({ preventScroll: true });
			}
		});

	return (
		<ol
			ref={list}
			class="conversation"
			tabIndex={0}
			aria-label={`Messages of ${spoken(phone.number)}`}
		>
			{earlier > 0 && (
				<li class="earlier">
					<button type="button" onClick={showEarlier}>
						Show earlier ({earlier})
					</button>
					{task.error.value && <p role="alert">{task.error}</p>}
				</li>
			)}
			{shown.length === 0 && <li class="nothing">No messages yet</li>}
			{shown.map((item) => (
				<Bubble key={item.key} item={item} />
			))}
		</ol>
	);
}

/** Follows the newest message, unless the user reads an older one; older ones push nothing away. */
function useStableScroll(list: { current: HTMLOListElement | null }, shown: Item[]): void {
	const before = useRef({ first: 0, last: -1, height: 0, atEnd: true });
	const first = shown[0]?.index ?? 0;
	const last = shown[shown.length - 1]?.index ?? -1;
	useLayoutEffect(() => {
		const element = list.current;
		if (!element) return;
		const known = before.current;
		if (last !== known.last && known.atEnd) element.scrollTop = element.scrollHeight;
		else if (first < known.first) element.scrollTop += element.scrollHeight - known.height;
		const remember = () => {
			const { scrollTop, scrollHeight, clientHeight } = element;
			const atEnd = scrollHeight - scrollTop - clientHeight < 40;
			before.current = { first, last, height: scrollHeight, atEnd };
		};
		remember();
		element.addEventListener('scroll', remember, { passive: true });
		const resized = new ResizeObserver(() => {
			if (before.current.atEnd) element.scrollTop = element.scrollHeight;
		});
		resized.observe(element);
		return () => {
			element.removeEventListener('scroll', remember);
			resized.disconnect();
		};
	}, [first, last]);
}
