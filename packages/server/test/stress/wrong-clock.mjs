// Loaded before the server: its clock is wrong by CLOCK_OFFSET_MS, as that of a machine nobody looks after.
const offset = Number(process.env.CLOCK_OFFSET_MS ?? 0);
const RightDate = globalThis.Date;

class WrongDate extends RightDate {
  constructor(...parts) {
    if (parts.length === 0) super(RightDate.now() + offset);
    else super(...parts);
  }

  static now() {
    return RightDate.now() + offset;
  }
}

// Libraries ask for the name, too.
Object.defineProperty(WrongDate, 'name', { value: 'Date' });
globalThis.Date = WrongDate;
