namespace Timeline.Benchmarks.Measuring;

/// <summary>How much time is given to measuring, and so how far a figure can be trusted.</summary>
/// <param name="IsQuick">Whether it is a quick look, with smaller data where making them takes longest.</param>
/// <param name="Group">For a group of contests in all, the making of their data included.</param>
/// <param name="LeastRounds">How often both sides are measured in any case.</param>
/// <param name="MostRounds">How often where there is time.</param>
/// <param name="LeastWarmings">How often an action is warmed where there is time.</param>
/// <param name="MostWarmings">How often where it still gets faster.</param>
/// <param name="Warming">How long once.</param>
/// <param name="Compiling">How long is waited between, for code that is compiled aside.</param>
/// <param name="SampleNanoseconds">How long a sample takes, well above the clock's grain.</param>
internal sealed record Effort(
    bool IsQuick,
    TimeSpan Group,
    int LeastRounds,
    int MostRounds,
    int LeastWarmings,
    int MostWarmings,
    TimeSpan Warming,
    TimeSpan Compiling,
    double SampleNanoseconds)
{
    /// <summary>The usual one.</summary>
    public static Effort Full { get; } =
        new(false, TimeSpan.FromSeconds(45), 3, 7, 4, 8, TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(120), 8e6);

    /// <summary>For a look at every change, in a process as <see cref="QuickProcess"/> starts it.</summary>
    public static Effort Quick { get; } =
        new(true, TimeSpan.FromSeconds(5), 1, 3, 3, 5, TimeSpan.FromMilliseconds(15), TimeSpan.FromMilliseconds(15), 2e6);

    /// <summary>What a group that has used its time still gets for each contest: one look.</summary>
    public Effort Least => Quick with { IsQuick = IsQuick, MostRounds = 1 };

    /// <summary>One of two sizes.</summary>
    public T Of<T>(T full, T quick) => IsQuick ? quick : full;
}
