namespace Timeline.Tests.Faults.Linearizing;

/// <summary>What somebody asked of one branch's head, when, and what was answered.</summary>
/// <param name="Client">Who asked; for people.</param>
/// <param name="Branch">Whose head: a branch of a history of a store.</param>
/// <param name="Invoked">When it was asked, at the latest moment before.</param>
/// <param name="Returned">When the answer was there; <see cref="Never"/> where there was none.</param>
/// <param name="Call">What was asked.</param>
/// <param name="Answer">What was answered.</param>
internal sealed record HeadOperation(
    string Client, string Branch, long Invoked, long Returned, HeadCall Call, HeadAnswer Answer)
{
    /// <summary>The time of an answer that did not come: whoever asked was killed, or cut off.</summary>
    public const long Never = long.MaxValue;

    /// <summary>What an operation makes of a head, the one rule of all that is judged here.</summary>
    /// <param name="head">The head before, or null for no branch.</param>
    /// <param name="after">The head after.</param>
    /// <returns>Whether its answer is what it would get there; of an unknown one, whether it would do something.</returns>
    public bool Fits(string? head, out string? after)
    {
        after = head;
        switch (Call, Answer)
        {
            case (HeadCall.Read, HeadAnswer.Saw saw):
                return saw.Head == head;
            case (HeadCall.Swap swap, HeadAnswer.Saw saw):
                return saw.Head == head && swap.Expected != head;
            case (HeadCall.Swap swap, HeadAnswer.Done or HeadAnswer.Unknown) when swap.Expected == head:
                after = swap.Head;
                return true;
            default:
                return false;
        }
    }
}
