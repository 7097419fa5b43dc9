namespace GeoServe.TestKit;

/// <summary>Counts the bytes that work allocates on its thread.</summary>
public static class Allocations
{
    private const int Rounds = 5, Times = 100;

    /// <summary>
    /// The bytes that a hundred runs of the work allocate, in the best of five rounds: what the runtime itself allocates on the thread, when it compiles
    /// the work anew, comes once; what the work allocates comes in each.
    /// </summary>
    public static long Of(Action work)
    {
        work();
        long least = long.MaxValue;
        for (int round = 0; round < Rounds; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < Times; i++) work();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
