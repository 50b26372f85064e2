import { taskStatus, taskStep, type Task } from '../state/tasks';
import { ACCOUNT, accountOf, found, type Context, type Handlers } from './context';

export const taskHandlers: Handlers = {
	[`GET ${ACCOUNT}/task`]: (context) =>
		accountOf(context)
			.tasks.map((task) => taskObject(context, task))
			.filter(({ status }) => (context.query.status ?? status) === status)
			.map(({ taskId }) => taskId),
	[`GET ${ACCOUNT}/task/{taskId}`]: (context) => {
		const taskId = Number(context.params.taskId);
		const task = accountOf(context).tasks.find((candidate) => candidate.taskId === taskId);
		return taskObject(context, found(task, 'taskId', taskId));
	},
};

/** Model `sms.Task`: OVHcloud has this one function only. */
function taskObject({ settings }: Context, task: Task) {
	const now = settings.now();
	return {
		function: 'cleanSmsReceivers',
		status: taskStatus(task.startedAt, now, settings.taskDelayMs),
		step: taskStep(task, now, settings.taskDelayMs),
		taskId: task.taskId,
	};
}
