using Timeline.Crdts;
using Timeline.Tests.Properties.Sequences;
using Timeline.Tests.Properties.Trees;

namespace Timeline.Tests.Properties.Crdts;

/// <summary>Every CRDT there is, as the value of a key: by itself if it holds dots, else embedded.</summary>
public sealed class NestingLaws
{
    private static readonly Dictionary<string, Nested> Table = new Nested[]
    {
        Held(new ResettableCounterSubject()), Held(new OrSetSubject()), Held(new MvRegisterSubject()),
        Held(new EnableWinsFlagSubject()), Held(new DisableWinsFlagSubject()), Held(new OrMapSubject()),
        Embed(new GCounterSubject()), Embed(new PNCounterSubject()), Embed(new BoundedCounterSubject()),
        Embed(new LwwRegisterSubject()), Embed(new LwwMapSubject()), Embed(new LwwSetSubject()), Embed(new GSetSubject()),
        Embed(new TwoPhaseSetSubject()), Embed(new CrdtTextSubject()), Embed(new CrdtListSubject()), Embed(new MovableTreeSubject()),
    }.ToDictionary(nested => nested.Type.Name);

    public static TheoryData<string> Names => [.. Table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_type_keeps_all_laws_as_the_value_of_a_key(string name) => Table[name].Check();

    [Fact]
    public void Every_type_is_among_them() => Assert.Equal(
        typeof(ICrdt<>).Assembly.GetExportedTypes().Where(type => type.IsClass && Is(type, typeof(ICrdt<>)))
            .Select(type => type.Name).Order(),
        Table.Keys.Append(typeof(Embedded<>).Name).Order());

    /// <remarks>
    /// An embedded set wrote no context of its own, and one dot came to stand for two members once a key was made again.
    /// </remarks>
    [Fact]
    public void What_holds_dots_cannot_be_embedded_and_all_else_can()
    {
        var types = typeof(ICrdt<>).Assembly.GetExportedTypes().Where(type => type.IsClass && Is(type, typeof(ICrdt<>)));
        Assert.All(types, type => Assert.NotEqual(Is(type, typeof(ICausal<>)), Is(type, typeof(IEmbeddable<>))));
        _ = Assert.Throws<ArgumentException>(() => typeof(Embedded<>).MakeGenericType(typeof(OrSet<int>)));
    }

    private static bool Is(Type type, Type generic) =>
        type.GetInterfaces().Any(it => it.IsGenericType && it.GetGenericTypeDefinition() == generic);

    private static Nested Held<TCrdt>(Subject<TCrdt> subject)
        where TCrdt : class, ICausal<TCrdt> =>
        new(typeof(TCrdt), () => new Suite<OrMap<string, TCrdt>>(new HeldInMapSubject<TCrdt>(subject)).CheckAll());

    private static Nested Embed<TCrdt>(Subject<TCrdt> subject)
        where TCrdt : class, IEmbeddable<TCrdt> =>
        new(typeof(TCrdt), () =>
        {
            new Suite<OrMap<string, Embedded<TCrdt>>>(new EmbeddedInMapSubject<TCrdt>(subject, removes: false)).CheckAll();
            new Suite<OrMap<string, Embedded<TCrdt>>>(new EmbeddedInMapSubject<TCrdt>(subject, removes: true)).CheckAll();
        });

    private sealed record Nested(Type Type, Action Check);

    private sealed class Suite<TCrdt>(Subject<TCrdt> subject) : CrdtSuite<TCrdt>
        where TCrdt : class, ICrdt<TCrdt>
    {
        private protected override Subject<TCrdt> Subject { get; } = subject;

        private protected override int Cases => 150;

        public void CheckAll()
        {
            Merging_is_commutative_associative_and_idempotent_and_keeps_what_adds_nothing();
            Merging_a_delta_is_merging_the_state_it_was_taken_of();
            A_change_never_makes_a_state_smaller();
            It_has_the_value_of_a_model_that_forgets_nothing();
            Reading_what_was_written_gives_an_equal_state();
        }
    }
}
