namespace GeoServe.TestKit.VectorTiles;

/// <summary>Reads commands and parameters of geometries (MVT 2.1, 4.3).</summary>
internal static class StrictGeometry
{
    private const uint MoveTo = 1, LineTo = 2, ClosePath = 7;

    public static List<int[]> Read(int kind, List<uint> commands, string layer, List<string> faults)
    {
        var parts = new List<int[]>();
        var part = new List<int>();
        int x = 0, y = 0, outers = 0;
        void fault(string what) => faults.Add($"4.3: in a geometry of {layer} {what}");
        for (int at = 0; at < commands.Count;)
        {
            uint command = commands[at] & 7, count = commands[at] >> 3;
            at++;
            if (command is not (MoveTo or LineTo or ClosePath))
            {
                fault($"command {command} is unknown");
                return parts;
            }
            if (count == 0) fault($"command {command} is given no times (4.3.1)");
            if (command == ClosePath)
            {
                if (kind != 3) fault("a path is closed that is no ring (4.3.4.3)");
                if (count != 1) fault($"ClosePath has count {count} (4.3.3.3)");
                if (part.Count < 6) fault($"a ring has {part.Count / 2} positions (4.3.4.4)");
                else EndRing(part, ref outers, fault);
                parts.Add([.. part]);
                part.Clear();
                continue;
            }
            if (at + ((long)count * 2) > commands.Count)
            {
                fault($"command {command} has count {count}, and {commands.Count - at} numbers follow");
                return parts;
            }
            if (command == MoveTo)
            {
                if (kind != 1 && count != 1) fault($"MoveTo has count {count} (4.3.4.3, 4.3.4.4)");
                if (kind == 3 && part.Count > 0) fault("a ring is not closed (4.3.4.4)");
                if (kind == 2 && part.Count > 0) EndLine(part, parts, fault);
                part.Clear();
            }
            else
            {
                if (kind == 1) fault("points are joined by a line (4.3.4.2)");
                if (part.Count != 2) fault("LineTo does not follow a MoveTo (4.3.4.3, 4.3.4.4)");
            }
            for (uint i = 0; i < count; i++, at += 2)
            {
                int across = UnZigZag(commands[at]), down = UnZigZag(commands[at + 1]);
                if (command == LineTo && across == 0 && down == 0) fault("a line goes nowhere (4.3.3.2)");
                unchecked
                {
                    x += across;
                    y += down;
                }
                if (kind == 1) parts.Add([x, y]);
                else part.AddRange([x, y]);
            }
        }
        if (kind == 2) EndLine(part, parts, fault);
        if (kind == 3 && part.Count > 0) fault("a ring is not closed (4.3.4.4)");
        return parts;
    }

    private static void EndLine(List<int> part, List<int[]> parts, Action<string> fault)
    {
        if (part.Count < 4) fault("a line has one position (4.3.4.3)");
        parts.Add([.. part]);
    }

    private static void EndRing(List<int> part, ref int outers, Action<string> fault)
    {
        if (part[0] == part[^2] && part[1] == part[^1]) fault("a ring's last position is its first (4.3.3.3)");
        long area = StrictFeature.TwiceArea([.. part]);
        if (area > 0) outers++;
        else if (area == 0) fault("a ring has no area (4.3.4.4)");
        else if (outers == 0) fault("a hole comes before the first outer ring (4.3.4.4)");
    }

    private static int UnZigZag(uint number) => (int)(number >> 1) ^ -(int)(number & 1);
}
