-- +goose Up

-- The policy that the store comes with says all that the law asks (LGPD, arts. 9,
-- 18 and 41): what is kept, why, for how long, who receives it, whom to ask. A shop
-- that has written its own keeps it.
-- +goose StatementBegin
INSERT INTO page_versions (page_id, version, title, body) SELECT id, 2, 'Política de privacidade', $md$
Esta página explica quais dados pessoais a loja {{trade_name}} trata, para quê, por quanto tempo, quem os recebe e quais são os seus direitos (Lei 13.709/2018, LGPD).

# Quem responde

{{legal_name}}, CNPJ {{cnpj}}, {{address}}, é quem decide sobre os seus dados (controlador).

Encarregado pelo tratamento dos dados (art. 41): {{privacy_officer}}, {{privacy_email}}. Você também pode usar a [página de contato](/contact).

# O que guardamos, para quê e por quanto tempo

| Dados | Para quê e com que base legal (art. 7º) | Por quanto tempo |
|---|---|---|
| Do pedido pago: número, itens, valores, nome, CPF ou CNPJ e endereço | Vender, entregar, emitir a nota fiscal e prestar contas (contrato e obrigação legal) | Cinco anos, contados do exercício seguinte (CTN, arts. 173 e 195) |
| Do pedido pago: e-mail, telefone e quem recebe | Avisar, entregar e atender (contrato) | Até você pedir a eliminação, ou o mesmo prazo do pedido |
| Do pedido não pago | Permitir que você pague (contrato) | 90 dias; depois fica só o número, sem dizer de quem era |
| O que você digitou no carrinho, sem concluir | Não pedir de novo (contrato, a seu pedido) | 60 dias sem uso; com conta, um ano |
| Conta: e-mail, senha (só uma marca dela), perfil, endereços, chaves de acesso | Entrar e comprar mais rápido (contrato) | Enquanto a conta existir |
| Entradas na conta: quando, aparelho e endereço IP | Segurança, e para você reconhecer quem entrou (legítimo interesse) | Até seis meses depois de encerradas |
| Registros de acesso: data, hora, endereço IP e porta, o que foi acessado e a conta | Guarda que o Marco Civil da Internet exige (art. 15) (obrigação legal) | Seis meses |
| Mensagens que você nos envia | Responder (contrato e obrigação legal) | Cinco anos depois da resposta (CDC, art. 27) |
| Lista dos e-mails que enviamos (tipo e data, sem o texto) | Saber o que foi avisado (legítimo interesse) | Um ano; os de um pedido, com o pedido |
| E-mail para novidades, com a data e o texto que você aceitou | Enviar ofertas, só se você pedir (consentimento) | Até você cancelar, com um clique em qualquer mensagem |

Links que enviamos por e-mail são apagados 30 dias depois de vencer. A cópia dos dados que você pede fica disponível por sete dias.

Os dados do seu cartão não passam pela loja: você os digita na página do provedor de pagamento.

# Quem recebe

| Quem | O quê | Para quê |
|---|---|---|
| Stripe, o provedor de pagamento | Seu e-mail, os itens e o valor; e o que você digitar na página dele | Cobrar e devolver |
| A transportadora do seu pedido | Nome, endereço e telefone | Entregar |
| O serviço que envia nossos e-mails | Seu e-mail e o texto da mensagem | Enviar |
| O serviço que hospeda a loja | Tudo o que a loja guarda, sem o usar | Manter a loja no ar |
| Um serviço público de CEP | Só o número do CEP | Completar o endereço |
| O fisco e outras autoridades | O que a lei mandar | Cumprir a lei |

A Stripe e o serviço de hospedagem podem guardar dados fora do Brasil, com as garantias da LGPD (arts. 33 a 36). Não vendemos dados e não os cedemos para publicidade.

# Cookies

Usamos apenas os cookies de que a loja precisa para funcionar: um para o carrinho e a sua entrada, um que reconhece o seu aparelho depois de você entrar na conta, e os das suas preferências de idioma e aparência. Nenhum deles segue você em outros sites, por isso não há aviso a aceitar. Não há cookies de publicidade nem de terceiros.

# Seus direitos

Você pode confirmar se tratamos seus dados, ver e corrigir o que temos, pedir uma cópia, a eliminação do que não somos obrigados a guardar, saber com quem compartilhamos, opor-se e retirar o consentimento (art. 18). Não custa nada.

- **Com conta:** em [Privacidade](/account/privacy), na sua conta, você vê o que aceitou, baixa uma cópia e pede a eliminação. No perfil você corrige.
- **Sem conta:** [peça um link](/privacy/request) para o e-mail da compra. Com ele você faz o mesmo.
- **Fale com a gente:** pelo e-mail {{privacy_email}} ou pela [página de contato](/contact).

Antes de confirmar uma eliminação, você vê o que sai e o que a lei nos obriga a guardar. Se não ficar satisfeito, pode reclamar à Autoridade Nacional de Proteção de Dados (ANPD).

# Segurança

As conexões são cifradas, as senhas ficam guardadas de um jeito que ninguém consegue ler, quem trabalha na loja entra com duas etapas e vê só o que precisa, e o que a equipe faz fica registrado. Se houver um incidente que possa afetar você, avisamos você e a ANPD (art. 48).
$md$ FROM pages WHERE slug = 'privacidade' AND version = 1;
-- +goose StatementEnd
UPDATE pages SET version = 2, updated_at = now() WHERE slug = 'privacidade' AND version = 1;
