namespace GeoServe.Rendering.Labels;

/// <summary>
/// Decides which candidates are drawn, so that a decision reaches only a few label boxes (design, section 7): in each of 4 rounds an undecided one wins if all
/// that overlap it and come before it have lost; then those lose that overlap a winner before them. What is left undecided loses.
/// </summary>
internal static class LabelRounds
{
    /// <summary>Rounds; each lets a decision travel over at most two more boxes, the last over one.</summary>
    public const int Count = 4;

    /// <summary>Label boxes that a decision reaches across: from a label over its rivals, theirs and so on, two boxes a round less the last half.</summary>
    public const int ReachBoxes = 2 * Count - 1;

    /// <summary>The winners, in the order of precedence.</summary>
    /// <param name="candidates">In any order; sorted by this.</param>
    /// <param name="cellUnits">Side of the cells in which neighbours are looked for: about a label's width.</param>
    /// <param name="undecided">How many the rounds did not decide.</param>
    public static List<LabelCandidate> Decide(List<LabelCandidate> candidates, int cellUnits, out int undecided)
    {
        candidates.Sort();
        List<int>[] rivals = RivalsBefore(candidates, cellUnits);
        var states = new State[candidates.Count];
        for (int i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].AllowOverlap) states[i] = State.Won;
        }
        for (int round = 0; round < Count; round++)
        {
            var won = new List<int>();
            for (int i = 0; i < states.Length; i++)
            {
                if (states[i] == State.Open && rivals[i].TrueForAll(rival => states[rival] == State.Lost)) won.Add(i);
            }
            foreach (int i in won) states[i] = State.Won;
            for (int i = 0; i < states.Length; i++)
            {
                if (states[i] == State.Open && rivals[i].Exists(rival => states[rival] == State.Won)) states[i] = State.Lost;
            }
        }
        undecided = states.Count(state => state == State.Open);
        return [.. candidates.Where((_, i) => states[i] == State.Won)];
    }

    // For each candidate those before it that overlap it and keep room free.
    private static List<int>[] RivalsBefore(List<LabelCandidate> candidates, int cellUnits)
    {
        var cells = new Dictionary<(int X, int Y), List<int>>();
        var rivals = new List<int>[candidates.Count];
        for (int i = 0; i < candidates.Count; i++)
        {
            LabelCandidate candidate = candidates[i];
            rivals[i] = [];
            UnitBox around = candidate.Claim;
            for (int y = Cell(around.MinY); y <= Cell(around.MaxY); y++)
            {
                for (int x = Cell(around.MinX); x <= Cell(around.MaxX); x++)
                {
                    if (!cells.TryGetValue((x, y), out List<int>? here)) cells[(x, y)] = here = [];
                    if (!candidate.AllowOverlap)
                    {
                        foreach (int rival in here)
                        {
                            if (!rivals[i].Contains(rival) && candidates[rival].Overlaps(candidate)) rivals[i].Add(rival);
                        }
                    }
                    if (!candidate.IgnorePlacement) here.Add(i);
                }
            }
        }
        return rivals;

        int Cell(int units) => (int)Math.Floor(units / (double)cellUnits);
    }

    private enum State : byte
    {
        Open,
        Won,
        Lost,
    }
}
