using System.Collections.Frozen;
using System.Collections.Immutable;

namespace GeoServe.Core.Catalogs.Search;

/// <summary>
/// Finds records by words in Chinese, pinyin (whole or first letters) and English, the best first, with counts by department, kind and subject. Built once with
/// its catalog; immutable, safe for concurrent calls. Inverted: each pair of neighbouring Han characters, each pair of their first letters and each
/// word leads to its records, so that a search looks closely at few of them.
/// </summary>
public sealed class SearchIndex
{
    private const int TitleWeight = 40;
    private const int KeywordWeight = 20;
    private const int AbstractWeight = 5;

    private readonly ImmutableArray<CatalogRecord> _records;
    private readonly Entry[] _entries;
    private readonly FrozenDictionary<int, int[]> _han;          // two characters, or one and nothing
    private readonly FrozenDictionary<int, int[]> _initials;     // two first letters, or one and nothing
    private readonly string[] _words;                            // sorted
    private readonly int[][] _wordRecords;

    /// <summary>An index of records.</summary>
    public SearchIndex(IEnumerable<CatalogRecord> records)
    {
        _records = [.. records];
        _entries = [.. _records.Select(Entry.Of)];
        var han = new Postings<int>();
        var initials = new Postings<int>();
        var words = new Postings<string>();
        for (int i = 0; i < _entries.Length; i++)
        {
            foreach (Field field in _entries[i].Fields)
            {
                AddHan(field, i, han, initials);
                foreach (string word in WordsOf(field.Text)) words.Add(word, i);
            }
        }
        _han = han.Freeze();
        _initials = initials.Freeze();
        (_words, _wordRecords) = words.Sort();
    }

    /// <summary>The records, in the order in which they were given.</summary>
    public ImmutableArray<CatalogRecord> Records => _records;

    /// <summary>Searches.</summary>
    public SearchResult Find(in SearchQuery query)
    {
        string[] terms = TermsOf(query.Text);
        var scores = new Dictionary<int, int>();
        if (terms.Length == 0)
        {
            for (int i = 0; i < _entries.Length; i++) scores[i] = 0;
        }
        else
        {
            foreach (int record in Candidates(terms))
            {
                int score = ScoreOf(_entries[record], terms);
                if (score > 0) scores[record] = score;
            }
        }
        SearchQuery conditions = query;
        int[] found = [.. scores.Keys.Where(i => Holds(i, conditions))];
        Array.Sort(found, (a, b) => scores[b] != scores[a] ? scores[b].CompareTo(scores[a]) : a.CompareTo(b));
        return new SearchResult([.. found], new SearchFacets(
            Count(scores.Keys, conditions with { Department = null }, record => record.Department),
            Count(scores.Keys, conditions with { Kind = null }, record => record.Kind),
            Count(scores.Keys, conditions with { Subject = null }, record => record.Subject)));
    }

    private bool Holds(int i, in SearchQuery query)
    {
        CatalogRecord record = _records[i];
        return (query.Department is null || record.Department == query.Department) && (query.Kind is null || record.Kind == query.Kind) && (query.Subject is null || record.Subject == query.Subject);
    }

    private ImmutableArray<KeyValuePair<string, int>> Count(IEnumerable<int> found, SearchQuery query, Func<CatalogRecord, string> valueOf) =>
        [.. found.Where(i => Holds(i, query)).Select(i => valueOf(_records[i])).Where(value => value.Length > 0).CountBy(value => value).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];

    // The records of the term that has the fewest; all others are looked at in them.
    private IReadOnlyCollection<int> Candidates(string[] terms)
    {
        IReadOnlyCollection<int>? best = null;
        foreach (string term in terms)
        {
            IReadOnlyCollection<int> some = CandidatesOf(term);
            if (best is null || some.Count < best.Count) best = some;
        }
        return best!;
    }

    private IReadOnlyCollection<int> CandidatesOf(string term)
    {
        if (Pinyin.IsHan(term[0])) return _han.GetValueOrDefault(term.Length == 1 ? Pair(term[0], '\0') : Pair(term[0], term[1]), []);
        var records = new HashSet<int>();
        int first = Array.BinarySearch(_words, term, StringComparer.Ordinal);
        for (int i = first < 0 ? ~first : first; i < _words.Length && _words[i].StartsWith(term, StringComparison.Ordinal); i++) records.UnionWith(_wordRecords[i]);
        if (!term.All(char.IsAsciiLetterLower)) return records;
        // The second character begins with any letter of the rest, or there is none.
        foreach (char second in term.AsSpan(1).ToArray().Append('\0').Distinct()) records.UnionWith(_initials.GetValueOrDefault(Pair(term[0], second), []));
        return records;
    }

    private static int ScoreOf(Entry entry, string[] terms)
    {
        int score = 0;
        foreach (string term in terms)
        {
            int best = 0;
            foreach (Field field in entry.Fields) best = Math.Max(best, ScoreOf(field, term));
            if (best == 0) return 0;
            score += best;
        }
        return score;
    }

    // The same text is best, then its beginning, then a place within; a short text more than a long one.
    private static int ScoreOf(Field field, string term)
    {
        int place = PlaceOf(field, term, out int length);
        if (place < 0) return 0;
        int score = field.Weight * (place == 0 ? length >= field.Text.Length ? 4 : 3 : 2);
        return score + Math.Max(0, 20 - field.Text.Length);
    }

    // Whole sentences are not looked through by pinyin: few letters would be found in any of them.
    private static int PlaceOf(Field field, string term, out int length)
    {
        string text = field.Text;
        length = term.Length;
        if (Pinyin.IsHan(term[0])) return text.IndexOf(term, StringComparison.Ordinal);
        for (int at = text.IndexOf(term, StringComparison.Ordinal); at >= 0; at = text.IndexOf(term, at + 1, StringComparison.Ordinal))
        {
            if (at == 0 || !char.IsAsciiLetterOrDigit(text[at - 1])) return at;
        }
        if (field.Weight < KeywordWeight || !term.All(char.IsAsciiLetterLower)) return -1;
        for (int i = 0; i < text.Length; i++)
        {
            if (!Pinyin.IsHan(text[i]) || !PinyinMatcher.Matches(term, text, i, out int end)) continue;
            length = end - i;
            return i;
        }
        return -1;
    }

    // Each run of Han characters is a term, each word, too.
    private static string[] TermsOf(string? text)
    {
        if (string.IsNullOrWhiteSpace(text)) return [];
        string plain = Entry.Fold(text);
        var terms = new List<string>();
        for (int i = 0; i < plain.Length;)
        {
            int start = i;
            if (Pinyin.IsHan(plain[i])) while (i < plain.Length && Pinyin.IsHan(plain[i])) i++;
            else if (IsOfAWord(plain[i])) while (i < plain.Length && IsOfAWord(plain[i])) i++;
            else
            {
                i++;
                continue;
            }
            terms.Add(plain[start..i]);
        }
        return terms.Count > 0 ? [.. terms.Distinct().Take(16)] : ["\uFFFF"];      // of signs alone: found nowhere
    }

    private static bool IsOfAWord(char c) => char.IsLetterOrDigit(c) && !Pinyin.IsHan(c);

    private static IEnumerable<string> WordsOf(string text)
    {
        for (int i = 0; i < text.Length;)
        {
            int start = i;
            while (i < text.Length && IsOfAWord(text[i])) i++;
            if (i > start) yield return text[start..i];
            else i++;
        }
    }

    private static void AddHan(Field field, int record, Postings<int> han, Postings<int> initials)
    {
        ReadOnlySpan<char> text = field.Text;
        for (int i = 0; i < text.Length; i++)
        {
            if (!Pinyin.IsHan(text[i])) continue;
            char next = i + 1 < text.Length && Pinyin.IsHan(text[i + 1]) ? text[i + 1] : '\0';
            han.Add(Pair(text[i], '\0'), record);
            if (next != '\0') han.Add(Pair(text[i], next), record);
            if (field.Weight < KeywordWeight) continue;
            foreach (string reading in Pinyin.Of(text[i]))
            {
                initials.Add(Pair(reading[0], '\0'), record);
                if (next == '\0') continue;
                foreach (string following in Pinyin.Of(next)) initials.Add(Pair(reading[0], following[0]), record);
            }
        }
    }

    private static int Pair(char first, char second) => (first << 16) | second;

    private readonly record struct Field(string Text, int Weight);

    private sealed record Entry(Field[] Fields)
    {
        public static Entry Of(CatalogRecord record)
        {
            var fields = new List<Field>();
            void add(string text, int weight)
            {
                string plain = Fold(text);
                if (plain.Length > 0 && !fields.Exists(field => field.Text == plain)) fields.Add(new Field(plain, weight));
            }

            add(record.Title.Zh, TitleWeight);
            add(record.Title.En, TitleWeight);
            add(record.Id, TitleWeight);
            foreach (string keyword in record.Keywords) add(keyword, KeywordWeight);
            add(record.Subject, KeywordWeight);
            add(record.Department, KeywordWeight);
            add(record.Abstract.Zh, AbstractWeight);
            add(record.Abstract.En, AbstractWeight);
            return new Entry([.. fields]);
        }

        // Full-width letters and spaces as plain ones, capitals as small ones.
        public static string Fold(string text) => string.Create(text.Length, text, static (folded, text) =>
        {
            for (int i = 0; i < folded.Length; i++) folded[i] = char.ToLowerInvariant(Pinyin.Narrow(text[i]));
        });
    }

    private sealed class Postings<TKey> where TKey : notnull
    {
        private readonly Dictionary<TKey, List<int>> _lists = [];

        // Records come in rising order, so the last one of a list tells whether it is there already.
        public void Add(TKey key, int record)
        {
            if (!_lists.TryGetValue(key, out List<int>? list)) _lists[key] = list = [];
            if (list.Count == 0 || list[^1] != record) list.Add(record);
        }

        public FrozenDictionary<TKey, int[]> Freeze() => _lists.ToFrozenDictionary(pair => pair.Key, pair => pair.Value.ToArray());

        public (TKey[] Keys, int[][] Records) Sort()
        {
            TKey[] keys = [.. _lists.Keys];
            int[][] records = [.. _lists.Values.Select(list => list.ToArray())];
            if (keys is string[] words) Array.Sort(words, records, StringComparer.Ordinal);
            else Array.Sort(keys, records);
            return (keys, records);
        }
    }
}
