namespace Autosend.Webhooks
{
    /// <summary>A member of an event's data that does not fit what is documented. Its property is absent, and its value in
    /// Extra.</summary>
    public sealed class DataProblem
    {
        internal DataProblem(string path, string message)
        {
            Path = path;
            Message = message;
        }

        /// <summary>Where it is, as a JSON pointer within the data.</summary>
        public string Path { get; }

        /// <summary>What does not fit, for people to read.</summary>
        public string Message { get; }

        /// <summary>The same, of a member or an item of a whole.</summary>
        internal DataProblem Within(string name)
        {
            return new DataProblem("/" + name.Replace("~", "~0").Replace("/", "~1") + Path, Message);
        }

        /// <summary>Where and what.</summary>
        public override string ToString()
        {
            return Path + " " + Message;
        }
    }
}
