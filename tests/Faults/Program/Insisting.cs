using System.Diagnostics;
using Timeline.Storage;

namespace Timeline.Tests.Faults.Program;

/// <summary>Does what the environment refuses again until it is done, on the same store; each refusal is printed.</summary>
/// <remarks>
/// A step that was refused and turns out to be done already must have been refused as
/// <see cref="StoreTrouble.OutcomeUnknown"/>: else its caller was told a falsehood, and this ends as an error.
/// </remarks>
internal sealed class Insisting(Action<string> say)
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    public IHistoryStore Open(Func<IHistoryStore> open)
    {
        IHistoryStore? store = null;
        Do(-1, () => store = open());
        return store!;
    }

    public void Do(int number, Action step)
    {
        var began = Stopwatch.GetTimestamp();
        var isUnknown = false;
        while (true)
        {
            try
            {
                step();
                return;
            }
            catch (HistoryStoreException failure) when (Stopwatch.GetElapsedTime(began) < Longest)
            {
                say($"refused {number} {failure.Trouble} {failure.Message}");
                isUnknown |= failure.Trouble == StoreTrouble.OutcomeUnknown;
            }
            catch (InvalidOperationException) when (isUnknown)
            {
                say($"found {number}");
                return;
            }

            Thread.Sleep(5);
        }
    }
}
