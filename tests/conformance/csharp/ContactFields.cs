using System;
using System.Collections.Generic;
using System.Linq;
using Autosend.Webhooks;

/// <summary>Contact fields of a generated package have the types that they were given.</summary>
static class ContactFields
{
    static int Main()
    {
        ContactCreatedData data = ((ContactCreated)Event.Parse(Samples.Of(ContactCreated.TypeName))).Data;
        Maybe<string> plan = data.Plan;
        Maybe<long> seats = data.Seats;
        Maybe<JsonNumber> value = data.LifetimeValue;
        Maybe<bool> newsletter = data.Newsletter;
        Maybe<IReadOnlyList<string>> tags = data.Tags;
        Maybe<Timestamp> renews = data.RenewsAt;
        bool fits = plan.Value == "pro" && seats.Value == 12 && value.Value.ToDouble() == 1249.5 && newsletter.Value
            && tags.Value.SequenceEqual(new[] { "beta", "eu" }) && renews.IsAbsent
            && data.Extra.Keys.SequenceEqual(new[] { "address" });
        Console.WriteLine(fits ? "1 passed, 0 failed" : "0 passed, 1 failed");
        return fits ? 0 : 1;
    }
}
