import type { Item, ReplyItem, SmsItem } from '../protocol';
import { Icon } from './Icon';
import { Whole } from './Whole';
import { clock, counted } from './words';

/** One thing in a conversation. Texts are text: nothing in them is ever read as markup. */
export function Bubble({ item }: { item: Item }) {
	if (item.kind === 'sms') return <Received sms={item} />;
	if (item.kind === 'reply') return <Sent reply={item} />;
	return (
		<li class="note">
			STOP: no more marketing from <Whole text={item.account} /> · <Clock at={item.at} />
		</li>
	);
}

function Received({ sms }: { sms: SmsItem }) {
	const { state, scheduledFor } = sms;
	const isScheduled = state.tone === 'waiting' && scheduledFor !== null;
	return (
		<li class={`bubble received ${state.tone}`}>
			<p class="bubble-head">
				<strong>{sms.sender}</strong>
				<Clock at={sms.at} />
			</p>
			<p class="text" dir="auto">
				{sms.text}
			</p>
			<ul class="facts" aria-label="Details">
				<li>{counted(sms.parts, 'part')}</li>
				<li>{sms.encoding}</li>
				<li>{counted(sms.credits, 'credit')}</li>
				{sms.tag && <li class="chip">{sms.tag}</li>}
				{sms.marketing && <li class="chip marketing">Marketing, with STOP</li>}
			</ul>
			<p class={`state ${state.tone}`}>
				<Icon name={state.tone} />
				{isScheduled ? `Scheduled for ${clock(scheduledFor)}` : state.text}
			</p>
		</li>
	);
}

function Sent({ reply }: { reply: ReplyItem }) {
	return (
		<li class="bubble sent">
			<p class="text" dir="auto">
				{reply.text}
			</p>
			<p class="bubble-foot">
				to <Whole text={reply.virtualNumber ?? reply.account} />
				{reply.tag && ` · ${reply.tag}`} · <Clock at={reply.at} />
			</p>
		</li>
	);
}

function Clock({ at }: { at: number }) {
	return <time dateTime={new Date(at).toISOString()}>{clock(at)}</time>;
}
