namespace Timeline.Tests.Faults.Linearizing;

/// <summary>Operations drawn from a seed that happen one after the other, each at a moment within a span drawn around it,
/// so that the history of it is good; and what becomes of it where some of it is changed.</summary>
internal sealed class MadeHistory
{
    private readonly Random _random;
    private readonly int _silence;
    private readonly List<string> _heads = ["h0"];
    private string? _head;

    /// <param name="seed">What it is drawn from.</param>
    /// <param name="count">How many operations.</param>
    /// <param name="silence">Of how many swaps one has no answer.</param>
    public MadeHistory(int seed, int count, int silence = 12)
    {
        _silence = silence;
        _random = new Random(seed);
        for (var i = 0; i < count; i++) Operations.Add(Next(i));
    }

    public List<HeadOperation> Operations { get; } = [];

    /// <summary>The history with none, one or some of its operations changed: it may be good all the same.</summary>
    public List<HeadOperation> WithFaults()
    {
        var history = new List<HeadOperation>(Operations);
        for (var faults = _random.Next(3); faults > 0; faults--)
        {
            var at = _random.Next(history.Count);
            history[at] = Change(history[at]);
        }

        return history;
    }

    private HeadOperation Next(int number)
    {
        // A moment of its own, with up to ten others before and after within the span.
        var (moment, width) = (number * 10L, 1 + _random.Next(10) * 10);
        var (from, to) = (moment - _random.Next(width) - 1, moment + _random.Next(width) + 1);
        HeadCall call = _random.Next(10) < 4 ? new HeadCall.Read() : Swap(number);
        HeadAnswer answer = new HeadAnswer.Saw(_head);
        if (call is HeadCall.Swap swap && swap.Expected == _head)
        {
            _head = swap.Head;
            answer = new HeadAnswer.Done();
        }

        // Of some nobody hears; some of those never happen.
        if (call is HeadCall.Swap && _random.Next(_silence) == 0) (answer, to) = (new HeadAnswer.Unknown(), HeadOperation.Never);
        return new HeadOperation($"client {number % 8}", "main", from, to, call, answer);
    }

    private HeadCall.Swap Swap(int number)
    {
        var expected = _random.Next(4) == 0 ? Any() : _head;
        var head = _random.Next(6) switch
        {
            0 => null,
            1 => Any(),
            _ => $"h{number + 1}",
        };
        if (head == expected) head = $"h{number + 1}";
        if (head is not null) _heads.Add(head);
        return new HeadCall.Swap(expected, head);
    }

    private string? Any() => _random.Next(5) == 0 ? null : _heads[_random.Next(Math.Max(0, _heads.Count - 4), _heads.Count)];

    private HeadOperation Change(HeadOperation operation) => _random.Next(5) switch
    {
        0 => operation with { Answer = operation.Returned == HeadOperation.Never ? operation.Answer : new HeadAnswer.Saw(Any()) },
        1 when operation.Call is HeadCall.Swap && operation.Returned != HeadOperation.Never =>
            operation with { Answer = new HeadAnswer.Done() },
        2 when operation.Returned != HeadOperation.Never => Moved(operation, _random.Next(-40, 40)),
        3 when operation.Call is HeadCall.Swap => operation with { Call = new HeadCall.Swap(Any(), $"h{_random.Next(9)}") },
        4 when operation.Returned != HeadOperation.Never => operation with { Returned = operation.Invoked + 2 },
        _ => Moved(operation, operation.Returned == HeadOperation.Never ? 0 : _random.Next(20)),
    };

    private static HeadOperation Moved(HeadOperation operation, int by) => operation.Returned == HeadOperation.Never
        ? operation with { Invoked = operation.Invoked + by }
        : operation with { Invoked = operation.Invoked + by, Returned = operation.Returned + by };
}
