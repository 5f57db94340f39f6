using System.Text;
using Timeline.Causality;
using Timeline.Crdts;
using Timeline.Values;

namespace Timeline.Tests.Unit.Crdts;

public sealed class CrdtJsonTests
{
    private static readonly ReplicaId A = ReplicaId.Of("a");

    private static readonly ReplicaId B = ReplicaId.Of("b");

    [Fact]
    public void Every_type_has_the_text_that_the_documentation_gives_it()
    {
        Golden("""{"type":"g-counter","version":1,"state":{"a":5}}""", Right(GCounter.Empty.Increment(A, 5)));
        Golden("""{"type":"pn-counter","version":1,"state":{"a":[5,2]}}""", Right(Right(PNCounter.Empty.Add(A, 5)).Add(A, -2)));
        Golden(
            """{"type":"bounded-counter","version":1,"state":[{"a":{"a":5,"b":2}},{"b":1}]}""",
            Right(Right(Right(BoundedCounter.Empty.Increment(A, 5)).Transfer(A, B, 2)).Decrement(B)));
        Golden(
            """{"type":"resettable-counter","version":1,"context":{"a":2},"state":{"a":[[1,5,-2]]}}""",
            ResettableCounter.Empty.Add(A, 5).Add(A, -2));
        Golden(
            """{"type":"resettable-counter","version":1,"context":{"a":2},"state":{"a":[[2,[3,2]]]}}""",
            ResettableCounter.Empty.Add(A, 5).Add(A, -2).Compact(A, VersionVector.Empty.With(A, 2)));
        Golden("""{"type":"lww-register","version":1,"state":null}""", LwwRegister<string>.Empty);
        Golden("""{"type":"lww-register","version":1,"state":[7,"a","x"]}""", LwwRegister<string>.Empty.Set("x", new WriteStamp(7, A)));
        Golden("""{"type":"lww-map","version":1,"state":[["k",[7,"a",1.5]]]}""", LwwMap<string, double>.Empty.Set("k", 1.5, new WriteStamp(7, A)));
        Golden("""{"type":"lww-map","version":1,"state":[["k",[8,"b"]]]}""", LwwMap<string, double>.Empty.Remove("k", new WriteStamp(8, B)));
        Golden("""{"type":"lww-set","version":1,"state":[[3,[7,"a",true]]]}""", LwwSet<int>.Empty.Add(3, new WriteStamp(7, A)));
        Golden("""{"type":"g-set","version":1,"state":["x"]}""", GSet<string>.Empty.Add("x"));
        Golden("""{"type":"2p-set","version":1,"state":[["x",false]]}""", TwoPhaseSet<string>.Empty.Add("x").Remove("x"));
        Golden(
            """{"type":"or-set","version":1,"context":{"a":3,"b":1},"state":{"a":[[1,"x"],[3,"z"]],"b":[[1,"w"]]}}""",
            OrSet<string>.Empty.AddRange(A, ["x", "y", "z"]).Remove("y").Add(B, "w"));
        Golden(
            """{"type":"or-set","version":1,"context":{"a":[0,2,3],"b":[1,4,4]},"state":{"a":[[3,"z"]]}}""",
            OrSet<string>.Empty.AddRange(A, ["x", "y", "z"]).Remove("y").Delta(OrSet<string>.Empty.Add(A, "x"))
                .Merge(Read<OrSet<string>>("""{"type":"or-set","version":1,"context":{"b":[1,4,4]},"state":{}}""")));
        Golden("""{"type":"mv-register","version":1,"context":{"a":2},"state":{"a":[[2,"y"]]}}""", MvRegister<string>.Empty.Set(A, "x").Set(A, "y"));
        Golden("""{"type":"enable-wins-flag","version":1,"context":{"a":1},"state":{"a":[[1,true]]}}""", EnableWinsFlag.Empty.Enable(A));
        Golden("""{"type":"disable-wins-flag","version":1,"context":{"a":1},"state":{}}""", DisableWinsFlag.Empty.Disable(A).Enable());
        Golden(
            """{"type":"or-map of or-set","version":1,"context":{"a":1},"state":[["k",{"a":[[1,"x"]]}]]}""",
            OrMap<string, OrSet<string>>.Empty.Update("k", set => set.Add(A, "x")));
        Golden(
            """{"type":"or-map of embedded g-set","version":1,"context":{"a":1},"state":[["k",{"a":[[1,["x"]]]}]]}""",
            OrMap<string, Embedded<GSet<string>>>.Empty.Update("k", value => value.Update(A, set => set.Add("x"))));
    }

    [Fact]
    public void Members_of_the_frame_may_stand_in_any_order() => Assert.Equal(
        OrSet<string>.Empty.Add(A, "x"),
        Read<OrSet<string>>("""{"state":{"a":[[1,"x"]]}, "context":{"a":1}, "version":1, "type":"or-set"}"""));

    [Fact]
    public void Elements_are_written_by_the_contract_of_the_object_tree()
    {
        var set = GSet<(string Name, int Age)>.Empty.Add(("x", 3));
        Assert.Equal(set, Right(CrdtJson.Read<GSet<(string Name, int Age)>>(CrdtJson.ToUtf8(set))));
    }

    [Fact]
    public void Elements_may_nest_as_deep_as_a_value_may()
    {
        var deep = Enumerable.Range(0, Value.MaximumDepth - 1)
            .Aggregate<int, Value>(Value.List.Empty, (inner, _) => Value.List.Empty.Add(inner));
        var map = OrMap<string, MvRegister<Value>>.Empty.Update("k", register => register.Set(A, deep));
        Assert.Equal(map, Right(CrdtJson.Read<OrMap<string, MvRegister<Value>>>(CrdtJson.ToUtf8(map))));
    }

    [Fact]
    public void A_text_with_half_of_a_surrogate_pair_is_not_written_as_another_one() =>
        Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(GSet<string>.Empty.Add("a\ud800")));

    [Fact]
    public void Half_of_a_surrogate_pair_is_not_written_within_an_element_either()
    {
        const string Half = "a\ud800";
        _ = Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(GSet<char>.Empty.Add(Half[1])));
        _ = Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(OrMap<char, OrSet<int>>.Empty.Update(Half[1], set => set.Add(A, 1))));
        _ = Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(GSet<Named>.Empty.Add(new Named(Half))));
        _ = Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(
            LwwRegister<Dictionary<string, int>>.Empty.Set(new Dictionary<string, int> { [Half] = 1 }, new WriteStamp(1, A))));
        _ = Assert.Throws<ArgumentException>(() => CrdtJson.ToUtf8(LwwRegister<string[]>.Empty.Set(["x", Half], new WriteStamp(1, A))));
        var whole = GSet<Named>.Empty.Add(new Named("\U0001F600 \uFFFD")).Add(new Named("ä"));
        Assert.Equal(whole, Right(CrdtJson.Read<GSet<Named>>(CrdtJson.ToUtf8(whole))));
        var letters = GSet<char>.Empty.Add('x').Add('\uFFFD').Add('"');
        Assert.Equal(letters, Right(CrdtJson.Read<GSet<char>>(CrdtJson.ToUtf8(letters))));
    }

    public sealed record Named(string Name);

    [Fact]
    public void A_newer_version_of_the_format_is_named_whatever_else_stands_there() => Assert.Equal(
        new TimelineError.CrdtFromNewerVersion("or-set", 2, 1),
        Left<OrSet<string>>("""{"new":[1,{}],"version":2,"state":17}"""));

    [Theory]
    [InlineData("", "no text at all")]
    [InlineData("[]", "no object")]
    [InlineData("{", "cut off")]
    [InlineData("""{"type":"or-set","version":1,"context":{},"state":{}}x""", "more after it")]
    [InlineData("""{"type":"or-set","version":1,"context":{},"state":{}} {}""", "a value after it")]
    [InlineData("""{"type":"or-set","context":{},"state":{}}""", "no version")]
    [InlineData("""{"version":1,"context":{},"state":{}}""", "no type")]
    [InlineData("""{"type":"g-set","version":1,"context":{},"state":{}}""", "another type")]
    [InlineData("""{"type":3,"version":1,"context":{},"state":{}}""", "a type that is no text")]
    [InlineData("""{"type":"or-set","version":0,"context":{},"state":{}}""", "a version before the first")]
    [InlineData("""{"type":"or-set","version":1.5,"context":{},"state":{}}""", "a version that is no whole number")]
    [InlineData("""{"type":"or-set","version":1,"state":{}}""", "no context")]
    [InlineData("""{"type":"or-set","version":1,"context":{}}""", "no state")]
    [InlineData("""{"type":"or-set","version":1,"context":{},"state":{},"more":1}""", "an unknown member")]
    [InlineData("""{"type":"or-set","version":1,"context":{},"state":{},"state":{}}""", "a member twice")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1,"a":2},"state":{}}""", "a replica twice in the context")]
    [InlineData("""{"type":"or-set","version":1,"context":{"":1},"state":{}}""", "a replica without a name")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":0},"state":{}}""", "no steps")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":-1},"state":{}}""", "negative steps")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9223372036854775807},"state":{}}""", "2^63 - 1 steps")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9007199254740992},"state":{}}""", "2^53 steps")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":99999999999999999999},"state":{}}""", "more steps than a number holds")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1.5},"state":{}}""", "half a step")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":[5,6,7]},"state":{}}""", "a range without a gap before it")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":[0,5,3]},"state":{}}""", "a range that ends before it begins")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":[0,5]},"state":{}}""", "half a range")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1},"state":{"a":[[2,"x"]]}}""", "a forged dot")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1},"state":{"b":[[1,"x"]]}}""", "a dot of an unknown replica")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9},"state":{"a":[[2,"x"],[2,"y"]]}}""", "a dot twice")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9},"state":{"a":[[2,"x"]],"a":[[2,"y"]]}}""", "a replica twice")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9},"state":{"a":[["x"]]}}""", "a run without a number")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9},"state":{"a":[[0,"x"]]}}""", "a step before the first")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":9},"state":{"a":[[9007199254740991,"x","y"]]}}""", "steps that run over")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1},"state":{"a":[[1,null]]}}""", "no element")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1},"state":{"a":[[1,5]]}}""", "an element of another type")]
    [InlineData("""{"type":"or-set","version":1,"context":{"a":1},"state":{"a":[[1,"\ud800"]]}}""", "half of a surrogate pair")]
    public void What_is_no_state_is_refused_by_value(string text, string why)
    {
        var error = Assert.IsType<TimelineError.CrdtInvalid>(Left<OrSet<string>>(text));
        Assert.False(string.IsNullOrEmpty(error.Reason), why);
        Assert.Equal("or-set", error.Type);
        Assert.StartsWith("$", error.Path, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Counts_that_run_over_or_go_negative_are_refused()
    {
        Assert.IsType<TimelineError.CrdtInvalid>(Left<GCounter>("""{"type":"g-counter","version":1,"state":{"a":-1}}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<GCounter>("""{"type":"g-counter","version":1,"state":{"a":9223372036854775807}}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<PNCounter>("""{"type":"pn-counter","version":1,"state":{"a":[1]}}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<PNCounter>("""{"type":"pn-counter","version":1,"state":{"a":[0,0]}}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<GSet<int>>("""{"type":"g-set","version":1,"state":[1,1]}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<OrMap<int, OrSet<int>>>("""{"type":"or-map of or-set","version":1,"context":{},"state":[[1,{}]]}"""));
        Assert.IsType<TimelineError.CrdtInvalid>(Left<LwwRegister<int>>("""{"type":"lww-register","version":1,"state":[-1,"a",3]}"""));
    }

    [Fact]
    public void Bytes_that_nest_deep_or_claim_much_are_refused_in_bounded_time()
    {
        var deep = $$"""{"type":"or-set","version":1,"context":{},"state":{{new string('[', 100_000)}}""";
        Assert.IsType<TimelineError.CrdtInvalid>(Left<OrSet<string>>(deep));
        // A context that claims 2^53 steps takes no more room than any other, also where it is merged.
        var claim = Read<OrSet<string>>("""{"type":"or-set","version":1,"context":{"a":9007199254740991},"state":{}}""");
        var merged = OrSet<string>.Empty.Add(A, "x").Add(B, "y").Merge(claim);
        Assert.Equal(["y"], merged);
        Assert.Equal(["x", "y"], merged.Add(B, "x").Order());
    }

    [Fact]
    public void Every_prefix_of_a_state_is_refused()
    {
        var bytes = CrdtJson.ToUtf8(OrSet<string>.Empty.AddRange(A, ["x", "y"]).Remove("x").Add(B, "z"));
        for (var length = 0; length < bytes.Length; length++)
            Assert.True(CrdtJson.Read<OrSet<string>>(bytes.AsSpan(0, length)).IsLeft);
    }

    [Fact]
    public void Bytes_with_one_changed_are_refused_or_are_another_state_and_never_throw()
    {
        var bytes = CrdtJson.ToUtf8(OrMap<string, OrSet<int>>.Empty.Update("k", set => set.AddRange(A, [1, 2])).Update("l", set => set.Add(B, 3)));
        foreach (var at in Enumerable.Range(0, bytes.Length))
        {
            foreach (var other in "0\"[]{},:9-\\\u0001")
            {
                var changed = bytes.ToArray();
                changed[at] = (byte)other;
                _ = CrdtJson.Read<OrMap<string, OrSet<int>>>(changed).Map(state => state.Merge(state.Delta(state)));
            }
        }
    }

    private static void Golden<TCrdt>(string text, TCrdt state)
        where TCrdt : class, ICrdt<TCrdt>
    {
        Assert.Equal(text, Encoding.UTF8.GetString(CrdtJson.ToUtf8(state)));
        Assert.Equal(state, Read<TCrdt>(text));
    }

    private static TCrdt Read<TCrdt>(string text)
        where TCrdt : class, ICrdt<TCrdt> => Right(CrdtJson.Read<TCrdt>(Encoding.UTF8.GetBytes(text)));

    private static TimelineError Left<TCrdt>(string text)
        where TCrdt : class, ICrdt<TCrdt> => Outcome.Left(CrdtJson.Read<TCrdt>(Encoding.UTF8.GetBytes(text)));

    private static T Right<T>(LanguageExt.Either<TimelineError, T> answer) => Outcome.Right(answer);
}
