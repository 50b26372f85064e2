import { useId } from 'preact/hooks';
import type { Ending, OutcomeSetting } from '../protocol';
import { command } from './sandboxApi';
import { outcome, type Phone } from './store';
import { useTask } from './useTask';

const ENDINGS: Record<Ending, string> = {
	delivered: 'Delivered',
	absent: 'Absent',
	invalid: 'Invalid number',
};

/** How the next deliveries to every phone end that has no setting of its own. */
export function AllDeliveries() {
	return (
		<section class="card" aria-labelledby="deliveries-title">
			<h2 id="deliveries-title">Next deliveries</h2>
			<OutcomeFields setting={outcome.value} />
			<p class="muted">Each phone can have its own.</p>
		</section>
	);
}

/** How the next deliveries to one phone end. */
export function PhoneDeliveries({ phone }: { phone: Phone }) {
	const setting = phone.outcome.value;
	return (
		<details class="deliveries">
			<summary>Next deliveries: {setting ? inWords(setting) : 'as for all phones'}</summary>
			<OutcomeFields setting={setting} number={phone.number} />
		</details>
	);
}

interface FieldsProps {
	setting: OutcomeSetting | null;
	/** Without one the setting is for all. */
	number?: string;
}

function OutcomeFields({ setting, number }: FieldsProps) {
	const id = useId();
	const task = useTask();
	const save = async (ending: string, delaySeconds: number) =>
		await task.run(
			async () =>
				await command('outcome', {
					...(number !== undefined && { number }),
					...(ending !== '' && { ending: ending as Ending, delaySeconds }),
				}),
		);
	const { ending = '', delaySeconds = 0 } = setting ?? {};
	return (
		<div class="outcome">
			<label for={`${id}-ending`}>They end</label>
			<select
				id={`${id}-ending`}
				value={ending}
				onChange={({ currentTarget }) => void save(currentTarget.value, delaySeconds)}
			>
				{number !== undefined && <option value="">As for all phones</option>}
				{Object.entries(ENDINGS).map(([value, label]) => (
					<option key={value} value={value}>
						{label}
					</option>
				))}
				{ending === 'other' && (
					<option value="other" disabled>
						Set elsewhere
					</option>
				)}
			</select>
			<label for={`${id}-delay`}>after (seconds)</label>
			<input
				id={`${id}-delay`}
				type="number"
				min="0"
				max="86400"
				value={delaySeconds}
				disabled={ending === '' || ending === 'other'}
				onChange={({ currentTarget }) => void save(ending, currentTarget.valueAsNumber || 0)}
			/>
			<p class="error" role="alert">
				{task.error}
			</p>
		</div>
	);
}

function inWords({ ending, delaySeconds }: OutcomeSetting): string {
	const word = ending === 'other' ? 'set elsewhere' : ENDINGS[ending].toLowerCase();
	return delaySeconds > 0 ? `${word}, after ${delaySeconds} s` : word;
}
