import { command } from './sandboxApi';
import { useTask } from './useTask';
import { Whole } from './Whole';

/** An account whose marketing a phone refuses, with the way back. */
export function OptedOut({ number, account }: { number: string; account: string }) {
	const task = useTask();
	const allow = async () => await task.run(async () => await command('allow', { number, account }));
	return (
		<div class="opted-out">
			<p>
				No marketing from <Whole text={account} />
			</p>
			<button type="button" onClick={allow} title={`Take the STOP to ${account} back`}>
				Allow marketing again
			</button>
			{task.error.value && <p role="alert">{task.error}</p>}
		</div>
	);
}
