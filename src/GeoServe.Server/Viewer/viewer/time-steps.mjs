// Steps through the time of a map's data: days and longer ones begin at midnight UTC, as the server counts days; weeks on Monday.

const mostSteps = 120;
const day = 86_400_000;

const kinds = {
  hour: { floor: at => at - (at % 3_600_000), next: at => at + 3_600_000 },
  day: { floor: at => at - (at % day), next: at => at + day },
  week: { floor: at => floorDay(at) - ((new Date(at).getUTCDay() + 6) % 7) * day, next: at => at + 7 * day },
  month: { floor: at => monthOf(at, 0), next: at => monthOf(at, 1) },
  year: { floor: at => Date.UTC(new Date(at).getUTCFullYear(), 0), next: at => Date.UTC(new Date(at).getUTCFullYear() + 1, 0) },
};

/** Names of the kinds of steps that suit a range of time {start, end}, the finest first, at least one; hours only where there are instants. */
export function kindsFor({ start, end }) {
  const [span, hasInstants] = [Date.parse(end) - Date.parse(start), start.includes("T")];
  const few = Object.keys(kinds).filter(kind => span / kinds[kind].next(0) <= mostSteps && (kind !== "hour" || hasInstants));
  const several = few.filter(kind => stepsOf({ start, end }, kind).length > 1);
  return several.length > 0 ? several : [few[0] ?? "year"];
}

/** The steps of a kind from the one in which the range starts to the one in which it ends: [{from, time, until}], time as the server reads it. */
export function stepsOf({ start, end }, kind) {
  const { floor, next } = kinds[kind];
  const last = Date.parse(end);
  const steps = [];
  for (let from = floor(Date.parse(start)); from <= last; from = next(from)) {
    const to = next(from) - 1;    // both ends are included
    const [first, final] = kind === "hour" ? [instant(from), instant(to)] : [dayText(from), dayText(to)];
    steps.push({ from, time: first === final ? first : `${first}/${final}`, until: `../${final}` });
  }
  return steps;
}

/** The range around others. */
export function rangeAround(ranges) {
  const known = ranges.filter(Boolean);
  if (known.length === 0) return null;
  return {
    start: known.map(({ start }) => start).reduce((a, b) => (Date.parse(b) < Date.parse(a) ? b : a)),
    end: known.map(({ end }) => end).reduce((a, b) => (Date.parse(b) > Date.parse(a) ? b : a)),
  };
}

/** A step for people: a day, 2024-05-06 – 05-12, a month, a year, an hour. */
export function stepText(step, kind, language) {
  const options = {
    hour: { year: "numeric", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    day: { year: "numeric", month: "short", day: "numeric" },
    week: { year: "numeric", month: "short", day: "numeric" },
    month: { year: "numeric", month: "long" },
    year: { year: "numeric" },
  }[kind];
  const format = new Intl.DateTimeFormat(language === "zh" ? "zh-Hans" : "en-GB", { ...options, timeZone: "UTC" });
  return kind === "week" ? format.formatRange(step.from, step.from + 6 * day) : format.format(step.from);
}

function floorDay(at) {
  return kinds.day.floor(at);
}

function monthOf(at, later) {
  const date = new Date(at);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + later);
}

function dayText(at) {
  return new Date(at).toISOString().slice(0, 10);
}

function instant(at) {
  return new Date(at).toISOString();
}
