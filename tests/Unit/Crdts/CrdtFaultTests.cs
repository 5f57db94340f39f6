using System.Text;
using Timeline.Crdts;

namespace Timeline.Tests.Unit.Crdts;

/// <summary>A refusal says where, what was found, and what should stand there.</summary>
public sealed class CrdtFaultTests
{
    public static TheoryData<string, string, string, string> Refusals => new()
    {
        { "g-counter", """{"a":-1}""", "$.state.a", "a whole number from 1 to 9223372036854775806 should stand where there is a number '-1'" },
        { "g-counter", """{"a":"x"}""", "$.state.a", "a number should stand where there is a text 'x'" },
        { "g-counter", """[1]""", "$.state", "an object should stand where there is an array" },
        { "g-counter", """{"":1}""", "$.state.", "the name of a replica is empty: ''" },
        { "g-counter", """{"a":1,"a":2}""", "$.state", "a key should stand once where one comes twice" },
        { "pn-counter", """{"a":[1]}""", "$.state.a[1]", "a number should stand where there is the end of an array" },
        { "pn-counter", """{"a":[0,0]}""", "$.state.a[2]", "a count should stand where there is 0 up and 0 down" },
        { "bounded-counter", """[{"a":{}},{}]""", "$.state[2]", "what was given should stand where a replica has given nothing" },
        { "bounded-counter", """[{}]""", "$.state[1]", "an object should stand where there is the end of an array" },
        { "resettable-counter", """{"a":[[1,[5,1]]]}""", "$.state.a[0][1][1]", "a whole number from 2 to 9223372036854775806 should stand where there is a number '1'" },
        { "lww-register", """[-1,"a",3]""", "$.state[0]", "a whole number from 0 to 9223372036854775807 should stand where there is a number '-1'" },
        { "lww-register", """[1,"a"]""", "$.state[2]", "a value before the end should stand where there is the end of an array" },
        { "lww-map", """[["k",[1,2,3]]]""", "$.state[0][1][1]", "a text should stand where there is a number '2'" },
        { "lww-set", """[[1,[1,"a",true,4]]]""", "$.state[0][1][3]", "the end of an array should stand where there is a number '4'" },
        { "g-set", """{"x":1}""", "$.state", "an array should stand where there is an object" },
        { "g-set", """[1,null]""", "$.state[1]", "" },
        { "2p-set", """[[1]]""", "$.state[0][1]", "" },
        { "or-set", """{"a":[[2,1],[2,3]]}""", "$.state.a[1][0]", "a step after 2 should stand where there is a number '2'" },
        { "or-set", """{"a":[[7,1]]}""", "$", "the step 'a:7' is held, and the context does not know it" },
        { "or-set", """{"a":[[9007199254740991,1,2]]}""", "$.state.a[0][2]", "the end of the run, at the last step that there can be, should stand where there is a number '2'" },
        { "mv-register", """{"a":[["x"]]}""", "$.state.a[0][0]", "a number should stand where there is a text 'x'" },
        { "enable-wins-flag", """{"a":[[1,false]]}""", "$.state.a[0][1]", "true should stand where there is false" },
        { "disable-wins-flag", """{"a":[[1,1]]}""", "$.state.a[0][1]", "true should stand where there is a number '1'" },
        { "or-map of or-set", """[[1,{}]]""", "$.state[1]", "a value that holds a step should stand where a key has none" },
        { "or-map of or-set", """[[1,{"a":[[1,5]]}],[2,{"a":[[1,6]]}]]""", "$", "the step 'a:1' is held under two keys, and may be once" },
        { "embedded g-set", """{"a":[[1,{}]]}""", "$.state.a[0][1]", "an array should stand where there is an object" },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public void A_refusal_says_where_what_was_found_and_what_should_stand_there(
        string type, string state, string path, string reason)
    {
        ArgumentNullException.ThrowIfNull(type);
        var hasContext = type.StartsWith("or-", StringComparison.Ordinal)
            || type is "resettable-counter" or "mv-register" or "enable-wins-flag" or "disable-wins-flag" or "embedded g-set";
        var context = hasContext ? "\"context\":{\"a\":3}," : "";
        var error = Read(type, $$"""{"type":"{{type}}","version":1,{{context}}"state":{{state}}}""");
        Assert.Equal((type, path), (error.Type, error.Path));
        if (reason.Length > 0)
            Assert.Equal(reason, error.Reason);
        Assert.StartsWith($"not a state of '{type}': at '{path}' (byte ", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Theory]
    [InlineData("{}", "$", "no member is called version, and one should say 1")]
    [InlineData("""{"version":1,"state":{}}""", "$", "no member is called type, and one should say g-counter")]
    [InlineData("""{"version":1,"type":"g-set"}""", "$.type", "the type g-counter should stand where there is a text 'g-set'")]
    [InlineData("""{"version":1,"type":"g-counter"}""", "$", "no member is called state, and one should be")]
    [InlineData("""{"version":1,"type":"g-counter","stat":{}}""", "$.stat", "type, version, context or state should stand where there is a member 'stat'")]
    [InlineData("""{"version":1,"type":"g-counter","type":"g-counter"}""", "$.type", "a member that is not there yet should stand where there is a member 'type'")]
    [InlineData("""{"version":1,"type":"g-counter","state":{},"context":{}}""", "$", "a member is called context, and none should be in this type")]
    [InlineData("""{"version":0}""", "$.version", "a whole number from 1 to 2147483647 should stand where there is a number '0'")]
    public void So_does_a_refusal_of_the_frame(string text, string path, string reason)
    {
        var error = Read("g-counter", text);
        Assert.Equal((path, reason), (error.Path, error.Reason));
    }

    private static TimelineError.CrdtInvalid Read(string type, string text) => type switch
    {
        "g-counter" => Left<GCounter>(text),
        "pn-counter" => Left<PNCounter>(text),
        "bounded-counter" => Left<BoundedCounter>(text),
        "resettable-counter" => Left<ResettableCounter>(text),
        "lww-register" => Left<LwwRegister<int>>(text),
        "lww-map" => Left<LwwMap<string, int>>(text),
        "lww-set" => Left<LwwSet<int>>(text),
        "g-set" => Left<GSet<int>>(text),
        "2p-set" => Left<TwoPhaseSet<int>>(text),
        "or-set" => Left<OrSet<int>>(text),
        "mv-register" => Left<MvRegister<int>>(text),
        "enable-wins-flag" => Left<EnableWinsFlag>(text),
        "disable-wins-flag" => Left<DisableWinsFlag>(text),
        "or-map of or-set" => Left<OrMap<int, OrSet<int>>>(text),
        "embedded g-set" => Left<Embedded<GSet<int>>>(text),
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };

    private static TimelineError.CrdtInvalid Left<TCrdt>(string text)
        where TCrdt : class, ICrdt<TCrdt> => Assert.IsType<TimelineError.CrdtInvalid>(
            Outcome.Left(CrdtJson.Read<TCrdt>(Encoding.UTF8.GetBytes(text))));
}
