namespace GeoServe.Core;

/// <summary>Finds what somebody meant to write.</summary>
public static class Spelling
{
    /// <summary>The known word with the fewest edits to the written one; null where all differ in more than a third of their letters.</summary>
    public static string? Nearest(string written, IEnumerable<string> known)
    {
        (string? word, int edits) best = (null, int.MaxValue);
        foreach (string word in known)
        {
            int edits = Edits(written, word);
            if (edits < best.edits) best = (word, edits);
        }
        return best.edits <= Math.Max(2, written.Length / 3) ? best.word : null;
    }

    // Levenshtein's distance, by rows.
    private static int Edits(string a, string b)
    {
        int[] above = [.. Enumerable.Range(0, b.Length + 1)];
        for (int i = 1; i <= a.Length; i++)
        {
            var row = new int[b.Length + 1];
            row[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                row[j] = Math.Min(change, Math.Min(above[j], row[j - 1]) + 1);
            }
            above = row;
        }
        return above[b.Length];
    }
}
