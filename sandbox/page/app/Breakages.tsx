import { useId } from 'preact/hooks';
import type { Breakage } from '../protocol';
import { command } from './sandboxApi';
import { breakage } from './store';
import { useTask } from './useTask';

const WORDS: Record<Breakage, string> = {
	lost: 'Lost, though the SMS goes out',
	server: 'Error 500, though the SMS goes out',
	slow: 'Too slow, and the SMS goes out',
	rateLimit: 'Error 429: too many requests',
};

/** Lets one watch that nobody is texted twice. */
export function Breakages() {
	const id = useId();
	const task = useTask();
	const save = async (chosen: string) =>
		await task.run(
			async () => await command('break', chosen === '' ? {} : { breakage: chosen as Breakage }),
		);
	return (
		<section class="card" aria-labelledby={`${id}-title`}>
			<h2 id={`${id}-title`}>Break the next answer</h2>
			<div class="outcome">
				<label for={id}>To a sent SMS</label>
				<select
					id={id}
					value={breakage.value ?? ''}
					aria-describedby={`${id}-hint`}
					onChange={({ currentTarget }) => void save(currentTarget.value)}
				>
					<option value="">As it should be</option>
					{Object.entries(WORDS).map(([value, label]) => (
						<option key={value} value={value}>
							{label}
						</option>
					))}
				</select>
				<p class="error" role="alert">
					{task.error}
				</p>
			</div>
			<p id={`${id}-hint`} class="muted">
				Then send from n8n, and count the messages on the phone: there is one.
			</p>
		</section>
	);
}
