import { readTask } from './processes.js';
import { type FloorTask, openFloor } from './spend.floor.js';

const spend = await openFloor(await readTask<FloorTask>());
process.on('message', ({ seconds }: { seconds: number }) => {
  spend(seconds).then(
    (perSecond) => process.send?.({ perSecond }),
    (error: Error) => process.send?.({ failed: error.message }),
  );
});
process.send?.({});
