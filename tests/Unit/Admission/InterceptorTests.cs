using Timeline.Admission;

namespace Timeline.Tests.Unit.Admission;

/// <summary>Values take another form while they are kept.</summary>
public sealed class InterceptorTests
{
    [Fact]
    public void Several_are_applied_in_order_on_the_way_in_and_in_reverse_on_the_way_out()
    {
        var admission = With(Wrap("a"), Wrap("b"), Wrap("c"));
        Assert.Equal("cba.abc", admission.Admit("."));
        Assert.Equal(".", admission.Release("cba.abc"));
        Assert.False(admission.IsTransparent);
    }

    [Fact]
    public void One_that_only_changes_what_comes_in_costs_nothing_on_the_way_out()
    {
        var admission = With(Interceptor<string>.Of("trim", it => it.Trim()));
        Assert.Equal("a", admission.Admit(" a "));
        Assert.True(admission.IsTransparent);
    }

    [Fact]
    public void Rules_see_the_value_as_it_was_given() => Assert.Throws<ValueRejectedException>(() => Admission<string>.For(
        "text",
        [Rule<string>.That("must be trimmed", it => it == it.Trim())],
        [Interceptor<string>.Of("trim", it => it.Trim())]).Admit(" a "));

    [Fact]
    public void One_that_throws_is_named_with_what_it_threw_and_its_way()
    {
        var admission = With(Interceptor<string>.Of("bad", _ => throw new FormatException("odd"), _ => throw new TimeoutException("late")));
        var inward = Assert.Throws<InterceptorFailedException>(() => admission.Admit("a"));
        var outward = Assert.Throws<InterceptorFailedException>(() => admission.Release("a"));
        Assert.Equal("The interceptor 'bad' of 'text' failed on the way in: FormatException: odd", inward.Message);
        Assert.Equal("The interceptor 'bad' of 'text' failed on the way out: TimeoutException: late", outward.Message);
        Assert.Equal(("bad", "text", true), (inward.Interceptor, inward.Variable, inward.IsInward));
        Assert.False(outward.IsInward);
        _ = Assert.IsType<FormatException>(inward.InnerException);
    }

    [Fact]
    public async Task One_that_has_to_be_waited_for_is()
    {
        var admission = With(Wrap("a"), Interceptor<string>.OfAsync("look up", async (it, cancellation) =>
        {
            await Task.Delay(1, cancellation);
            return it + "!";
        }));
        Assert.True(admission.NeedsAsync);
        Assert.Contains("the interceptor 'look up'", Assert.Throws<InvalidOperationException>(() => admission.Admit("")).Message, StringComparison.Ordinal);
        Assert.Equal("a.a!", await admission.AdmitAsync(".", default));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => admission.AdmitAsync(".", new CancellationToken(true)).AsTask());
    }

    [Fact]
    public void What_an_interceptor_keeps_of_a_value_cannot_change_what_is_remembered()
    {
        List<List<int>> held = [];
        var admission = Admission<List<int>>.For("list", null, [Interceptor<List<int>>.Of("hold", Hold, Hold)]);
        var kept = admission.Admit([1]);
        Assert.Equal([1], admission.Release(kept));
        foreach (var list in held) list.Clear();
        Assert.Equal([1], kept);
        Assert.Equal(2, held.Count);

        List<int> Hold(List<int> list)
        {
            held.Add(list);
            return list;
        }
    }

    private static Admission<string> With(params Interceptor<string>[] interceptors) =>
        Admission<string>.For("text", null, interceptors);

    private static Interceptor<string> Wrap(string mark) =>
        Interceptor<string>.Of(mark, it => $"{mark}{it}{mark}", it => it[mark.Length..^mark.Length]);
}
