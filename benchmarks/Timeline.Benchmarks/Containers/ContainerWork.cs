using System.Diagnostics;
using Timeline.Containers;
using Timeline.Stamping;

namespace Timeline.Benchmarks.Containers;

/// <summary>5,000 keyed mutations after 200 to warm up, as the peer counts them, in each mode.</summary>
internal static class ContainerWork
{
    public const int Operations = 5_200;

    private static readonly string[] Keys = [.. Enumerable.Range(0, 100).Select(it => $"key{it}")];

    public static TrackedDictionary<string, int> Mutated(
        TrackedDictionary<string, int> tracked, Func<TrackedDictionary<string, int>, object>? looking = null)
    {
        for (var i = 0; i < Operations; i++)
        {
            tracked[Keys[i % Keys.Length]] = i;
            _ = looking?.Invoke(tracked);
        }

        return tracked;
    }

    public static object Acting()
    {
        using var acting = Actor.As("importer");
        return Mutated(new());
    }

    // The frames that a mutation has below its caller are not there, of which there are five.
    public static object Walked()
    {
        var frames = 0;
        for (var i = 0; i < Operations; i++) frames += new StackTrace(fNeedFileInfo: false).FrameCount;
        return frames;
    }

    public static object Setting()
    {
        Thermometer it = new();
        for (var i = 1; i <= Operations; i++) it.Degrees = i;
        return it;
    }

    public static object Bare()
    {
        Dictionary<string, int> bare = [];
        for (var i = 0; i < Operations; i++) bare[Keys[i % Keys.Length]] = i;
        return bare;
    }

    private sealed class Thermometer : TrackedObject
    {
        private int _degrees;

        public int Degrees
        {
            get => _degrees;
            set => _ = SetProperty(ref _degrees, value);
        }

        public string Place { get; set; } = "";
    }
}
