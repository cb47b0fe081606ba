package autosendwebhooks

import (
	"crypto/hmac"
	"crypto/sha256"
	"sync"
)

// signer makes the signature of a request. It is a function that closes over the key, so that no way of printing a
// verifier can show a secret.
type signer func(headers deliveryHeaders, body []byte) []byte

// keyring has the signers, and where a function gives the secrets, that.
type keyring struct {
	read func() ([]string, error)

	lock    sync.Mutex
	signers []signer
}

// current reads the secrets if that was not done yet, and tells whether they may have been replaced since.
func (k *keyring) current() (signers []signer, stale bool, err error) {
	k.lock.Lock()
	signers = k.signers
	k.lock.Unlock()
	if signers != nil {
		return signers, k.read != nil, nil
	}
	signers, err = k.reread()
	return signers, false, err
}

// reread asks the function. Its error may hold a secret, so nobody gets to see it.
func (k *keyring) reread() ([]signer, error) {
	var secrets []string
	err := guarded(func() (err error) {
		secrets, err = k.read()
		return err
	})
	if err != nil {
		return nil, refuse(InvalidSecret, "the function that gives the secrets failed")
	}
	signers, refused := newSigners(secrets)
	if refused != nil {
		return nil, refused
	}
	k.lock.Lock()
	defer k.lock.Unlock()
	k.signers = signers
	return signers, nil
}

func newSigners(secrets []string) ([]signer, error) {
	if len(secrets) == 0 {
		return nil, refuse(InvalidSecret, "there is none")
	}
	signers := make([]signer, 0, len(secrets))
	for _, secret := range secrets {
		sign, err := newSigner(secret)
		if err != nil {
			return nil, err
		}
		signers = append(signers, sign)
	}
	return signers, nil
}

// newSigner refuses what can't be a secret: an empty key would let anybody sign.
func newSigner(secret string) (signer, error) {
	if err := checkSecret(secret); err != nil {
		return nil, err
	}
	key, err := signing.keyOf(secret)
	if err != nil {
		return nil, err
	}
	return func(headers deliveryHeaders, body []byte) []byte {
		mac := hmac.New(sha256.New, key)
		for _, part := range signing.content {
			mac.Write(part.bytes(headers, body))
		}
		return mac.Sum(nil)
	}, nil
}
