using System.Runtime.InteropServices;
using LanguageExt;
using Timeline.Admission;
using Timeline.Isolation;

namespace Timeline.Tests.Unit.Isolation;

/// <summary>What cannot be copied is refused, and the error says what, where, why and what to do.</summary>
public sealed class IsolationRefusalTests
{
    public static TheoryData<Action, Type, string> Refused => new()
    {
        { () => Make<Action>(), typeof(Action), "." },
        { () => Make<Func<int>[]>(), typeof(Func<int>), "*" },
        { () => Make<Stream>(), typeof(Stream), "." },
        { () => Make<List<Task>>(), typeof(Task), "*" },
        { () => Make<Dictionary<string, Thread>>(), typeof(Thread), "*" },
        { () => Make<Lazy<int>>(), typeof(Lazy<int>), "." },
        { () => Make<Type>(), typeof(Type), "." },
        { () => Make<Exception>(), typeof(Exception), "." },
        { () => Make<IDisposable>(), typeof(IDisposable), "." },
        { () => Make<CancellationToken>(), typeof(CancellationToken), "." },
        { () => Make<GCHandle>(), typeof(GCHandle), "." },
        { () => Make<HashMap<Part, int>>(), typeof(HashMap<Part, int>), "." },
        { () => Make<Whole>(), typeof(Action), "Parts.*.Act" },
        { () => Make<(int, Part)>(), typeof(Action), "Item2.Act" },
        { () => Make<PriorityQueue<int, int>>(), typeof(PriorityQueue<int, int>), "." },
        { () => Make<Derived>(), typeof(Derived), "." },
        { () => Make<Owner>(), typeof(Owner), "." },
        { () => Make<Base>(), typeof(Action), "Act" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_type_that_cannot_be_copied_is_refused_when_the_variable_is_made(Action make, Type type, string path)
    {
        var error = Assert.Throws<IsolationException>(make);
        Assert.Equal((type, path, "thing"), (error.Refused, error.Path, error.Variable));
        Assert.NotEmpty(error.Reason);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Contains("Isolation<", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_error_says_type_path_reason_and_remedy() => Assert.Equal(
        "The Whole of 'thing' cannot be isolated: Parts.*.Act (Action): a delegate holds on to variables that "
            + "cannot be copied. Give a function that copies it (Isolation<Whole>.By), or see to it that nobody changes it "
            + "(Isolation<Whole>.Trusting).",
        Assert.Throws<IsolationException>(() => Make<Whole>()).Message);

    public static TheoryData<object, Type, string> Met => new()
    {
        { new List<object> { 1, new Dictionary<string, object> { ["a"] = () => 1 } }, typeof(Func<int>), "[1].a" },
        { new Anything { Held = new Anything { Held = new MemoryStream() } }, typeof(MemoryStream), "Held.Held" },
        { new object[] { Enumerable.Range(0, 2).Select(it => it) }, Enumerable.Range(0, 2).Select(it => it).GetType(), "[0]" },
        { new Open(new Whole { Parts = { new Part { Act = Console.WriteLine } } }), typeof(Action), "Held.Parts[0].Act" },
    };

    [Theory]
    [MemberData(nameof(Met))]
    public void What_is_met_in_a_value_and_cannot_be_copied_is_the_same_error(object value, Type type, string path)
    {
        var admission = Admission<object>.For("thing");
        var error = Assert.Throws<IsolationException>(() => admission.Admit(value));
        Assert.Equal((type, path, "thing"), (error.Refused, error.Path, error.Variable));
    }

    [Fact]
    public void After_a_refusal_the_next_value_is_copied_as_ever()
    {
        var admission = Admission<List<object>>.For("thing");
        Assert.Throws<IsolationException>(() => admission.Admit([new List<int>(), () => { }]));
        Assert.Equal([new List<int> { 1 }], admission.Admit([new List<int> { 1 }]));
    }

    private static void Make<T>() => Admission<T>.For("thing");

    private sealed class Whole
    {
        public List<Part> Parts { get; set; } = [];
    }

    private sealed class Part
    {
        public Action? Act { get; set; }
    }

    private sealed class Anything
    {
        public object? Held { get; set; }
    }

    private sealed record Open(object Held);

    public sealed class Derived : System.Timers.Timer;

    public sealed class Owner : IDisposable
    {
        public int Number { get; set; }

        public void Dispose() => Number = 0;
    }

    private abstract class Base
    {
        public Action? Act { get; set; }
    }

}
