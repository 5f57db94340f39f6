using Timeline.Admission;

namespace Timeline.Tests.Unit.Admission;

/// <summary>Rules refuse values, with every reason at once.</summary>
public sealed class RuleTests
{
    private static readonly Rule<int> Positive = Rule<int>.That("must be positive", it => it > 0);

    private static readonly Rule<int> Even = Rule<int>.Of("even", it => it % 2 == 0 ? null : $"{it} is odd");

    private static readonly Rule<int> Small = Rule<int>.Listing("small", it => it > -10 ? [] : ["too small", "by far"]);

    private static readonly Rule<int> Thrower = Rule<int>.That("sure", _ => throw new KeyNotFoundException("no such\nkey"));

    [Fact]
    public void A_value_that_is_right_is_taken() => Assert.Equal(2, With(Positive, Even, Small).Admit(2));

    [Fact]
    public void What_is_null_is_refused_by_name()
    {
        Assert.Equal("holds", Assert.Throws<ArgumentNullException>(() => Rule<int>.That("x", null!)).ParamName);
        Assert.Equal("reason", Assert.Throws<ArgumentNullException>(() => Rule<int>.Of("x", null!)).ParamName);
        Assert.Equal("reasons", Assert.Throws<ArgumentNullException>(() => Rule<int>.Listing("x", null!)).ParamName);
        Assert.Equal("reason", Assert.Throws<ArgumentNullException>(() => Rule<int>.OfAsync("x", null!)).ParamName);
        Assert.Equal("reasons", Assert.Throws<ArgumentNullException>(() => Rule<int>.ListingAsync("x", null!)).ParamName);
        Assert.Equal("inward", Assert.Throws<ArgumentNullException>(() => Interceptor<int>.Of("x", null!)).ParamName);
        foreach (var make in new Action[]
        {
            () => Rule<int>.That(null!, _ => true), () => Rule<int>.Of(null!, _ => null), () => Rule<int>.Listing(null!, _ => []),
            () => Rule<int>.OfAsync(null!, (_, _) => new((string?)null)),
            () => Rule<int>.ListingAsync(null!, (_, _) => new([])), () => Interceptor<int>.Of(null!, it => it),
        })
        {
            Assert.Equal("name", Assert.Throws<ArgumentNullException>(make).ParamName);
        }

        Assert.Contains("one of the rules of 'score' is null", Assert.Throws<ArgumentException>(() => With(Positive, null!)).Message, StringComparison.Ordinal);
        var error = Assert.Throws<ArgumentException>(() => Admission<int>.For("score", interceptors: [null!]));
        Assert.Contains("one of the interceptors of 'score' is null", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void All_reasons_are_told_at_once_in_the_order_of_the_rules()
    {
        var error = Assert.Throws<ValueRejectedException>(() => With(Positive, Even, Small).Admit(-11));
        Assert.Equal(["must be positive", "-11 is odd", "too small", "by far"], error.Failures.Select(it => it.Message));
        Assert.Equal(["must be positive", "even", "small", "small"], error.Failures.Select(it => it.Rule));
        Assert.All(error.Failures, it => Assert.True(it.Path.IsRoot));
        Assert.Equal("The value for 'score' is refused: must be positive; -11 is odd; too small; by far", error.Message);
        Assert.Equal("score", error.Variable);
        Assert.Null(error.InnerException);
        _ = Assert.IsType<ArgumentException>(error, exactMatch: false);
    }

    [Fact]
    public void A_rule_that_throws_refuses_and_what_it_threw_is_the_cause()
    {
        var error = Assert.Throws<ValueRejectedException>(() => With(Thrower, Positive).Admit(-1));
        Assert.Equal(
            "The value for 'score' is refused: the rule 'sure' threw KeyNotFoundException: no such key; must be positive",
            error.Message);
        _ = Assert.IsType<KeyNotFoundException>(error.InnerException);
    }

    [Fact]
    public void What_several_rules_threw_is_all_there()
    {
        var error = Assert.Throws<ValueRejectedException>(() => With(Thrower, Thrower).Admit(1));
        Assert.Equal(2, Assert.IsType<AggregateException>(error.InnerException).InnerExceptions.Count);
    }

    [Fact]
    public void A_rule_can_be_added_later_and_the_admission_before_stays_as_it_was()
    {
        var before = With(Even);
        Assert.Throws<ValueRejectedException>(() => before.With(Positive).Admit(-2));
        Assert.Equal(-2, before.Admit(-2));
    }

    [Fact]
    public async Task A_rule_that_has_to_be_waited_for_is_refused_without_waiting_and_asked_with()
    {
        var admission = With(Positive, Rule<int>.OfAsync("known", async (it, _) =>
        {
            await Task.Yield();
            return it == 7 ? null : "unknown";
        }));
        Assert.True(admission.NeedsAsync);
        var error = Assert.Throws<InvalidOperationException>(() => admission.Admit(7));
        Assert.Equal("'score' cannot be set without waiting for the rule 'known': use WatchAsync, SetAsync and the other members that end in Async.", error.Message);
        Assert.Equal(7, await admission.AdmitAsync(7, default));
        var refusal = await Assert.ThrowsAsync<ValueRejectedException>(() => admission.AdmitAsync(-7, default).AsTask());
        Assert.Equal(["must be positive", "unknown"], refusal.Failures.Select(it => it.Message));
    }

    [Fact]
    public async Task What_an_asynchronous_rule_throws_refuses_and_what_it_cancels_is_passed_on()
    {
        using var source = new CancellationTokenSource();
        var throwing = With(Rule<int>.ListingAsync("bad", (_, _) => throw new FormatException("odd")));
        var cancelling = With(Rule<int>.ListingAsync("slow", async (_, cancellation) =>
        {
            await source.CancelAsync();
            cancellation.ThrowIfCancellationRequested();
            return [];
        }));
        var error = await Assert.ThrowsAsync<ValueRejectedException>(() => throwing.AdmitAsync(1, default).AsTask());
        _ = Assert.IsType<FormatException>(error.InnerException);
        var cancelled = await Assert.ThrowsAsync<OperationCanceledException>(() => cancelling.AdmitAsync(1, source.Token).AsTask());
        Assert.Equal(source.Token, cancelled.CancellationToken);
    }

    [Fact]
    public async Task What_is_asked_and_kept_is_the_value_as_it_was_given_whatever_becomes_of_it_meanwhile()
    {
        var gate = new TaskCompletionSource();
        var admission = Admission<List<int>>.For("list", [Rule<List<int>>.OfAsync("short", async (it, _) =>
        {
            await gate.Task;
            return it.Count == 1 ? null : "long";
        })]);
        List<int> list = [1];
        var admitted = admission.AdmitAsync(list, default);
        list.Add(2);
        gate.SetResult();
        Assert.Equal([1], await admitted);
    }

    [Fact]
    public void A_kept_value_is_asked_again_and_kept_as_the_same_object()
    {
        var rule = Rule<List<int>>.That("must hold something", it => it.Count > 0);
        var admission = Admission<List<int>>.For("list", [rule]);
        var kept = admission.Admit([1]);
        Assert.Same(kept, admission.Readmit(kept));
        Assert.Throws<ValueRejectedException>(() => admission.Readmit([]));
    }

    [Fact]
    public void A_rule_has_a_name_and_a_function()
    {
        Assert.Throws<ArgumentException>(() => Rule<int>.That(" ", _ => true));
        Assert.Throws<ArgumentNullException>(() => Rule<int>.Of("a", null!));
        Assert.Throws<ArgumentNullException>(() => Rule<int>.OfAsync("a", null!));
    }

    private static Admission<int> With(params Rule<int>[] rules) => Admission<int>.For("score", rules);
}
