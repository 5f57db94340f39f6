using Timeline.Storage;

namespace Timeline.Tests.Faults.Rot;

/// <summary>What came of something that was tried on a damaged store.</summary>
/// <param name="Value">What was answered.</param>
/// <param name="Trouble">What the store said instead.</param>
/// <param name="Foreign">What somebody said whose errors are none of the store's.</param>
internal sealed record Answer<T>(T? Value, HistoryStoreException? Trouble, Exception? Foreign)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    /// <summary>Whether there is an answer, and where it is a report, a clean one.</summary>
    public bool IsGood => Trouble is null && Foreign is null && Value is not VerifyReport { IsClean: false };

    public static async Task<Answer<T>> OfAsync(Func<Task<T>> act)
    {
        try
        {
            return new(await Task.Run(act).WaitAsync(Longest), null, null);
        }
        catch (HistoryStoreException trouble) when (IsOfDamage(trouble.Trouble))
        {
            return new(default, trouble, null);
        }
#pragma warning disable CA1031 // What else is thrown is what is looked for.
        catch (Exception foreign)
#pragma warning restore CA1031
        {
            return new(default, null, foreign);
        }
    }

    private static bool IsOfDamage(StoreTrouble trouble) => trouble is
        StoreTrouble.Corrupt or StoreTrouble.NotAStore or StoreTrouble.NewerFormat or StoreTrouble.InputOutput;
}
