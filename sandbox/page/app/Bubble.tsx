import type { Item, ReplyItem, SmsItem } from '../protocol';
import { Icon } from './Icon';
import { knowsExecutions } from './store';
import { Whole } from './Whole';
import { clock, counted } from './words';

const ENCODINGS: Record<SmsItem['encoding'], string> = { '7bits': '7-bit', unicode: 'Unicode' };

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
				{sms.stopClause !== null && `\n${sms.stopClause}`}
			</p>
			<details class="facts">
				<summary class={`state ${state.tone}`}>
					<Icon name={state.tone} />
					{isScheduled ? `Scheduled for ${clock(scheduledFor)}` : state.text}
				</summary>
				<Facts sms={sms} />
			</details>
		</li>
	);
}

/** What a person does not see on a phone. */
function Facts({ sms }: { sms: SmsItem }) {
	return (
		<dl>
			<dt>Length</dt>
			<dd>
				{counted(sms.parts, 'part')}, {ENCODINGS[sms.encoding]}
			</dd>
			<dt>Price</dt>
			<dd>
				{counted(sms.credits, 'credit')} of <Whole text={sms.account} />
			</dd>
			{sms.tag && (
				<>
					<dt>Tag</dt>
					<dd>{sms.tag}</dd>
				</>
			)}
			{knowsExecutions.value && (
				<>
					<dt>Sent by</dt>
					<dd>
						<a href={`/sandbox/execution?at=${sms.at}`} target="_blank" rel="noopener">
							this execution in n8n
						</a>
					</dd>
				</>
			)}
		</dl>
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
